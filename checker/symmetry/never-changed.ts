import { type Leaf, leavesOf } from "../model/leaves.ts";
import type { Model } from "../model/model.ts";
import { keyOfValue } from "../reference/key-of.ts";
import type { PlainState } from "../reference/plain.ts";
import { nameOf } from "../reference/show.ts";
import { exchangesOf } from "./exchange.ts";
import { permuted } from "./permuted-state.ts";

/**
 * The parts of the state that have one value in all states, by their paths, given those that have one in all representatives and
 * any one of these: ids that lead to such a part are exchanged, and so are those in it, in some other state of the orbit.
 */
export const neverChanged = (
  { variables, symmetric }: Model,
  amongRepresentatives: readonly string[],
  one: PlainState,
): readonly string[] => {
  const images = exchangesOf(symmetric).map(({ permutation }) => permuted(variables, one, permutation));
  const valueIn = ({ schema, read }: Leaf, state: PlainState) => keyOfValue(schema, read(state));
  const changes = (leaf: Leaf): boolean =>
    !amongRepresentatives.includes(leaf.path) || images.some((image) => valueIn(leaf, image) !== valueIn(leaf, one));
  /** What exchanging ids that lead there leads to. */
  const orbitOf = ({ group, keys }: Leaf): string =>
    `${group} ${keys.map(([domain, key]) => (symmetric.includes(domain) ? "" : nameOf(domain, key))).join()}`;
  const leaves = leavesOf(variables);
  const changed = new Set(leaves.filter(changes).map(orbitOf));
  return leaves.filter((leaf) => !changed.has(orbitOf(leaf))).map(({ path }) => path);
};
