import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { canonicaliserOf, thoroughCanonicaliserOf } from "../../../checker/compile/symmetry/canonicaliser.ts";
import { decode } from "../../../checker/compile/words/decode.ts";
import { encode } from "../../../checker/compile/words/encode.ts";
import { layoutOf } from "../../../checker/compile/words/layout.ts";
import type { Model } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import type { PlainState } from "../../../checker/reference/plain.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import { permutationsOf, permuted } from "../../../checker/symmetry/permutation.ts";
import { instanceOf, plans } from "./random-specs.ts";

const MOST_STATES = 250;

/** All states, by the reference engine; undefined when they are many. */
const statesOf = (model: Model): readonly PlainState[] | undefined => {
  const { initial, successors, key } = systemOf(model);
  const known = new Map(Array.from(initial(), (state) => [key(state), state]));
  for (const state of known.values()) {
    for (const { state: next } of successors(state)) if (!known.has(key(next))) known.set(key(next), next);
    if (known.size > MOST_STATES) return undefined;
  }
  return [...known.values()];
};

/** How many orbits they fall into, by definition. */
const orbitsOf = ({ variables, symmetric }: Model, states: readonly PlainState[]): number => {
  const permutations = permutationsOf(symmetric);
  const known = new Set<string>();
  let orbits = 0;
  for (const state of states) {
    if (known.has(keyOf(variables, state))) continue;
    orbits++;
    for (const permutation of permutations) known.add(keyOf(variables, permuted(variables, state, permutation)));
  }
  return orbits;
};

/** How many different states a canonicaliser puts in their places; each must be one of the orbit. */
const representativesOf = (model: Model, states: readonly PlainState[], made: typeof canonicaliserOf): number => {
  const { variables, symmetric } = model;
  const layout = layoutOf(variables);
  const canonical = made(layout, symmetric);
  const permutations = permutationsOf(symmetric);
  const found = new Map<string, PlainState>();
  for (const state of states) {
    const words = new Int32Array(layout.words);
    encode(layout.root, state, words, layout.words, "plain");
    canonical(words);
    if (found.has(words.join())) continue;
    found.set(words.join(), state);
    const representative = keyOf(variables, decode(layout.root, words));
    expect(permutations.map((one) => keyOf(variables, permuted(variables, state, one)))).toContain(representative);
  }
  return found.size;
};

test("random specs: as many states as the full graph has orbits, by either engine", { timeout: 600_000 }, async () => {
  const seen = { compared: 0, reduced: 0 };
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const one = instanceOf(plan);
      const model = modelOf(one, [], true);
      const states = statesOf(model);
      fc.pre(states !== undefined);
      const orbits = orbitsOf(model, states);
      for (const made of [canonicaliserOf, thoroughCanonicaliserOf])
        expect(representativesOf(model, states, made)).toBe(orbits);
      const options = { symmetry: true, properties: [] };
      for (const engine of ["compiled", "reference"] as const) {
        const { verdict, states, message } = await check(one, { ...options, engine });
        expect({ engine, verdict, states, message }).toEqual({
          engine,
          verdict: "verified",
          states: orbits,
          message: undefined,
        });
      }
      seen.compared++;
      if (orbits * 2 < states.length) seen.reduced++;
    }),
    { numRuns: Number(process.env.QUORATE_RUNS ?? 40), seed: Number(process.env.QUORATE_SEED ?? 1) },
  );
  expect(seen.reduced * 2).toBeGreaterThan(seen.compared);
});
