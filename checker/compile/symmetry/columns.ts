// The bits of a state that are about one id alone, in the same order for all ids of a domain: its column.

import type { ScalarSchema } from "../../model/schema.ts";
import { BitsLeaf, bitsOf } from "./leaves.ts";
import type { IdPlace } from "./places.ts";
import type { SymmetricIds } from "./values.ts";

export interface Columns {
  /** By id of the domain: the numbers of its bits. */
  readonly bits: readonly (readonly number[])[];
  /** Whether the state says nothing of its ids but what stands in their columns: then to sort these is to exchange them. */
  readonly isAll: boolean;
}

/** The columns of a domain; `isAmid` tells whether what they hold may also depend on ids of other domains. */
export const columnsOf = (
  places: readonly IdPlace[],
  symmetric: SymmetricIds,
  domain: ScalarSchema,
  isAmid: boolean,
): Columns => {
  const first = symmetric.first(domain)!;
  const isOwn = (id: number) => id >= first && id < first + domain.values.length;
  const bits = domain.values.map((): number[] => []);
  let isAll = true;
  /** The one id of the domain to which these lead, or which is among those that stand there. */
  const ownerOf = (keys: readonly number[], ids: Iterable<number>): number | undefined => {
    const all = [...keys, ...ids];
    const own = all.filter(isOwn);
    if (own.length > 1) isAll = false;
    return own.length === 1 && (isAmid || all.length === 1) ? own[0] : undefined;
  };
  for (const { leaves } of places) {
    for (const { leaf, keys } of leaves) {
      if (leaf instanceof BitsLeaf) {
        // The members of the other ids are found from those of the first.
        for (const [rank, value] of leaf.all().entries()) {
          const owner = ownerOf(keys, value.ids);
          if (owner === undefined) continue;
          if (keys.includes(owner)) bits[owner - first].push(leaf.firstBit + rank);
          else if (owner === first) {
            for (let i = 0; i < bits.length; i++) {
              const images = exchanged(symmetric, first, first + i);
              bits[i].push(leaf.firstBit + leaf.values.image(value, images).ranks[0]);
            }
          }
        }
      } else {
        if (leaf.values.holdsAny(domain)) isAll = false;
        const owner = ownerOf(keys, []);
        const isIts = isAmid ? !leaf.values.holdsAny(domain) : !leaf.values.mentionsAny;
        if (owner !== undefined && isIts) bits[owner - first].push(...bitsOf(leaf));
      }
    }
  }
  // In the order of the first id's bits, so that those which lie side by side are read as one.
  const order = bits[0].map((_, i) => i).sort((one, other) => bits[0][one] - bits[0][other]);
  return { bits: bits.map((own) => order.map((i) => own[i])), isAll };
};

const exchanged = (symmetric: SymmetricIds, one: number, other: number): Int32Array => {
  const images = Int32Array.from(symmetric.domainOf, (_, id) => id);
  [images[one], images[other]] = [other, one];
  return images;
};
