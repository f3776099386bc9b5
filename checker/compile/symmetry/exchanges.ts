// All ways to exchange the ids of some domains, each as what it does to a state's bits.

import type { ScalarSchema } from "../../model/schema.ts";
import { orders } from "../../symmetry/permutation.ts";
import type { Field } from "../words/allocator.ts";
import { BitsLeaf, bitsOf, bitsOfField, type Leaf, ListLeaf, SlotsLeaf, ValueLeaf } from "./leaves.ts";
import type { IdPlace } from "./places.ts";
import type { SymmetricIds } from "./values.ts";

/** A value with ids in it: its bits, and what each rank becomes. */
export interface Renamed {
  readonly from: Field;
  readonly to: Field;
  readonly ranks: readonly number[];
  /** Of an element of a list: where the list's length stands, and how long it must be at least. */
  readonly where?: { readonly length: Field; readonly atLeast: number };
}

export interface Exchange {
  /** Where each id goes, by number. */
  readonly images: Int32Array;
  /** Where bits go. */
  readonly bits: ReadonlyMap<number, number>;
  readonly renamed: readonly Renamed[];
  /** What cannot be told by bits, and is moved as a whole. */
  readonly moved: readonly { readonly from: Leaf; readonly to: Leaf }[];
}

/** Beyond so many ranks a table is large. */
const MOST_RANKED = 4_096;

/** Every permutation of these domains' ids, the one that changes nothing first. */
export const exchangesOf = (
  places: readonly IdPlace[],
  symmetric: SymmetricIds,
  domains: readonly ScalarSchema[],
): readonly Exchange[] => permutations(symmetric, domains).map((images) => exchangeBy(places, symmetric, images));

const permutations = (symmetric: SymmetricIds, domains: readonly ScalarSchema[]): Int32Array[] =>
  domains.reduce(
    (ways, domain) => {
      const first = symmetric.first(domain)!;
      const all = orders(domain.values.map((_, i) => first + i));
      const isIn = (id: number) => id >= first && id < first + domain.values.length;
      return ways.flatMap((images) => all.map((order) => images.map((image, id) => (isIn(id) ? order[id - first] : image))));
    },
    [Int32Array.from(symmetric.domainOf, (_, id) => id)],
  );

/** By number, where each id goes. */
export const exchangeBy = (places: readonly IdPlace[], symmetric: SymmetricIds, images: Int32Array): Exchange => {
  const bits = new Map<number, number>();
  const renamed: Renamed[] = [];
  const moved: { from: Leaf; to: Leaf }[] = [];
  const go = (from: readonly number[], to: readonly number[]) => {
    from.forEach((bit, i) => {
      bits.set(bit, to[i]);
    });
  };
  for (const { leaves } of places) {
    for (const { leaf, keys } of leaves) {
      const to = leaves[symmetric.placeOf(keys, images)].leaf;
      if (leaf instanceof BitsLeaf)
        go(
          bitsOf(leaf),
          leaf.all().map((value) => (to as BitsLeaf).firstBit + leaf.values.image(value, images).ranks[0]),
        );
      else if (!leaf.values.mentionsAny) go(bitsOf(leaf), bitsOf(to));
      else if (isRanked(leaf)) {
        renamed.push(...renamedBy(leaf, to as typeof leaf, images));
        if (leaf instanceof ListLeaf) go(bitsOfField(leaf.length), bitsOfField((to as ListLeaf).length));
      } else moved.push({ from: leaf, to });
    }
  }
  return { images, bits, renamed, moved };
};

const isRanked = (leaf: Leaf): leaf is ValueLeaf | ListLeaf =>
  !(leaf instanceof SlotsLeaf) && leaf.values.size !== undefined && leaf.values.size <= MOST_RANKED;

const renamedBy = (leaf: ValueLeaf | ListLeaf, to: ValueLeaf | ListLeaf, images: Int32Array): Renamed[] => {
  const { values } = leaf;
  const ranks = values.all(values.size!).map((value) => values.image(value, images).ranks[0]);
  if (leaf instanceof ValueLeaf) return [{ from: leaf.fields[0], to: (to as ValueLeaf).fields[0], ranks }];
  const there = (to as ListLeaf).items;
  return leaf.items.map(([from], i) => ({ from, to: there[i][0], ranks, where: { length: leaf.length, atLeast: i + 1 } }));
};
