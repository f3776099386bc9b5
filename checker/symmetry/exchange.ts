import type { ScalarSchema } from "../model/schema.ts";
import type { Permutation } from "./permutation.ts";

/** Two ids that are exchanged, and which. */
export interface Exchange {
  readonly permutation: Permutation;
  readonly said: string;
}

/** Any two ids of these domains, now of the one, now of another. */
export const exchangesOf = (domains: readonly ScalarSchema[]): readonly Exchange[] => inTurn(domains.map(exchangesOfOne));

/** Any two ids. Neighbours come first, since by exchanging these every order is reached, and then those that are far apart. */
const exchangesOfOne = (domain: ScalarSchema): Exchange[] => {
  const { length } = domain.values;
  const pairs = Array.from({ length: length - 1 }, (_, i) => [i, i + 1]);
  for (let apart = length - 1; apart > 1; apart--)
    for (let one = 0; one + apart < length; one++) pairs.push([one, one + apart]);
  return pairs.map(([one, other]) => {
    const images = domain.values.map((_, position) => position);
    [images[one], images[other]] = [other, one];
    return { permutation: new Map([[domain, images]]), said: `${domain.title}${one + 1} and ${domain.title}${other + 1}` };
  });
};

/** The first of each list, then the second of each, and so on. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, i) =>
    lists.flatMap((list) => list.slice(i, i + 1)),
  ).flat();
