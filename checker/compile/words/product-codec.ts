import { type Codec, MOST_RANKS, narrow } from "./codec.ts";

/** Records and tuples: the first field weighs most. */
export const productCodec = (codecs: readonly Codec[], names: readonly string[], isTuple: boolean, tag?: string): Codec => {
  const sizes = codecs.flatMap((codec) => codec.sizes);
  const size = sizes.reduce((product, n) => product * n, 1);
  const starts = codecs.map((_, i) => codecs.slice(0, i).reduce((sum, codec) => sum + codec.sizes.length, 0));

  const split = (value: unknown, ranks: number[], at: number): boolean => {
    if (typeof value !== "object" || value === null || (isTuple && (value as unknown[]).length !== codecs.length)) return false;
    for (let i = 0; i < codecs.length; i++) {
      if (!codecs[i].split((value as Record<string, unknown>)[names[i]], ranks, at + starts[i])) return false;
    }
    return true;
  };
  const join = (ranks: ArrayLike<number>, at: number): unknown => {
    if (isTuple) return Object.freeze(codecs.map((codec, i) => codec.join(ranks, at + starts[i])));
    const value: Record<string, unknown> = tag === undefined ? {} : { type: tag };
    for (let i = 0; i < codecs.length; i++) value[names[i]] = codecs[i].join(ranks, at + starts[i]);
    return Object.freeze(value);
  };
  if (size > MOST_RANKS) {
    const tooWide = () => {
      throw new RangeError("a value of several parts has no single rank");
    };
    return { sizes, rank: tooWide, unrank: tooWide, split, join };
  }

  const parts: number[] = [];
  return narrow(
    size,
    (value) => {
      if (!split(value, parts, 0)) return -1;
      let rank = 0;
      for (let i = 0; i < sizes.length; i++) rank = rank * sizes[i] + parts[i];
      return rank;
    },
    (rank) => {
      let rest = rank;
      for (let i = sizes.length - 1; i >= 0; i--) {
        parts[i] = rest % sizes[i];
        rest = Math.floor(rest / sizes[i]);
      }
      return join(parts, 0);
    },
  );
};
