// Values as numbers. A value's rank is its place in the declared order; a value with too many possible ones is a row of ranks.

/** Beyond this many values a rank no longer fits a word beside a mark. */
export const MOST_RANKS = 2 ** 30;

export interface Codec {
  /** How many ranks each part of a value has; a value of one part is narrow. */
  readonly sizes: readonly number[];
  /** Of a narrow value: its rank, or -1 when it is outside the domain. */
  rank(value: unknown): number;
  unrank(rank: number): unknown;
  /** Writes the ranks of the value's parts; false when it is outside the domain. */
  split(value: unknown, ranks: number[], at: number): boolean;
  join(ranks: ArrayLike<number>, at: number): unknown;
}

/** A codec of one part. */
export const narrow = (size: number, rank: (value: unknown) => number, unrank: (rank: number) => unknown): Codec => ({
  sizes: [size],
  rank,
  unrank,
  split: (value, ranks, at) => {
    ranks[at] = rank(value);
    return ranks[at] >= 0;
  },
  join: (ranks, at) => unrank(ranks[at]),
});

export const isNarrow = (codec: Codec): boolean => codec.sizes.length === 1;
