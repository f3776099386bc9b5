import { type Codec, MOST_RANKS, narrow } from "./codec.ts";

/** Bounded lists as values: ordered by length, then by their elements. */
export const listCodec = (of: Codec, atMost: number): Codec => {
  const per = of.sizes.length;
  const sizes = [atMost + 1, ...Array.from({ length: atMost }, () => of.sizes).flat()];
  const split = (value: unknown, ranks: number[], at: number): boolean => {
    if (!Array.isArray(value) || value.length > atMost) return false;
    ranks[at] = value.length;
    for (let i = 1; i < sizes.length; i++) ranks[at + i] = 0;
    return value.every((element, i) => of.split(element, ranks, at + 1 + i * per));
  };
  const join = (ranks: ArrayLike<number>, at: number): unknown =>
    Object.freeze(Array.from({ length: ranks[at] }, (_, i) => of.join(ranks, at + 1 + i * per)));

  const elements = of.sizes.reduce((product, n) => product * n, 1);
  /** How many lists are shorter than each length. */
  const bases = [0];
  for (let length = 0; length <= atMost; length++) bases.push(bases[length] + elements ** length);
  if (bases[atMost + 1] > MOST_RANKS) {
    const tooWide = () => {
      throw new RangeError("a value of several parts has no single rank");
    };
    return { sizes, rank: tooWide, unrank: tooWide, split, join };
  }
  return narrow(
    bases[atMost + 1],
    (value) => {
      if (!Array.isArray(value) || value.length > atMost) return -1;
      let rank = 0;
      for (const element of value) {
        const digit = of.rank(element);
        if (digit < 0) return -1;
        rank = rank * elements + digit;
      }
      return bases[value.length] + rank;
    },
    (rank) => {
      let length = atMost;
      while (bases[length] > rank) length--;
      let rest = rank - bases[length];
      const list: unknown[] = [];
      for (let i = 0; i < length; i++) {
        list.unshift(of.unrank(rest % elements));
        rest = Math.floor(rest / elements);
      }
      return Object.freeze(list);
    },
  );
};
