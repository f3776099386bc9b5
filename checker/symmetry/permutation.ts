import type { ScalarSchema } from "../model/schema.ts";

/** Of each symmetric domain, where each of its ids goes, by position. */
export type Permutation = ReadonlyMap<ScalarSchema, readonly number[]>;

/** Every permutation of the domains, the one that changes nothing first. */
export const permutationsOf = (domains: readonly ScalarSchema[]): readonly Permutation[] =>
  domains.reduce<Permutation[]>(
    (all, domain) =>
      all.flatMap((one) => orders(domain.values.map((_, i) => i)).map((images) => new Map([...one, [domain, images]]))),
    [new Map()],
  );

/** Every order of the items, the given one first. */
export const orders = (items: readonly number[]): number[][] =>
  items.length <= 1 ? [[...items]] : items.flatMap((first, i) => orders(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
