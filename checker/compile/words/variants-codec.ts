import type { Schema } from "../../model/schema.ts";
import { type Codec, MOST_RANKS, narrow } from "./codec.ts";
import { productCodec } from "./product-codec.ts";

type Shapes = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

/** The codec of the fields of each variant, in declared order. */
export const variantCodecs = (shapes: Shapes, codecOf: (schema: Schema) => Codec | undefined) =>
  Object.entries(shapes).map(([tag, fields]) => {
    const codecs = Object.entries(fields).map(([name, schema]) => {
      const codec = codecOf(schema);
      if (!codec) throw new TypeError(`${tag}.${name}: a ${schema.kind} is no value, so no message can hold it`);
      return codec;
    });
    return { tag, codec: productCodec(codecs, Object.keys(fields), false, tag) };
  });

/** Tagged unions: ranks are tag-major, so that the variants of one type are a contiguous range. */
export const variantsCodec = (shapes: Shapes, codecOf: (schema: Schema) => Codec | undefined): Codec => {
  const variants = variantCodecs(shapes, codecOf);
  const tags = new Map(variants.map(({ tag }, i) => [tag, i]));
  const tagOf = (value: unknown) => tags.get((value as { type: string } | null)?.type as string) ?? -1;
  const size = variants.reduce((sum, { codec }) => sum + codec.sizes.reduce((product, n) => product * n, 1), 0);
  if (size > MOST_RANKS)
    return wideVariants(
      variants.map(({ codec }) => codec),
      tagOf,
    );

  const bases: number[] = [];
  variants.reduce((base, { codec }, i) => {
    bases[i] = base;
    return base + codec.sizes[0];
  }, 0);
  return narrow(
    size,
    (value) => {
      const tag = tagOf(value);
      const rank = tag < 0 ? -1 : variants[tag].codec.rank(value);
      return rank < 0 ? -1 : bases[tag] + rank;
    },
    (rank) => {
      let tag = bases.length - 1;
      while (bases[tag] > rank) tag--;
      return variants[tag].codec.unrank(rank - bases[tag]);
    },
  );
};

/** The tag is a part of its own; a variant with fewer parts than the widest leaves the rest zero. */
const wideVariants = (codecs: readonly Codec[], tagOf: (value: unknown) => number): Codec => {
  const parts = Math.max(...codecs.map(({ sizes }) => sizes.length));
  const widest = Array.from({ length: parts }, (_, i) => Math.max(...codecs.map(({ sizes }) => sizes[i] ?? 1)));
  const tooWide = () => {
    throw new RangeError("a value of several parts has no single rank");
  };
  return {
    sizes: [codecs.length, ...widest],
    rank: tooWide,
    unrank: tooWide,
    split: (value, ranks, at) => {
      ranks[at] = tagOf(value);
      for (let i = 1; i <= parts; i++) ranks[at + i] = 0;
      return ranks[at] >= 0 && codecs[ranks[at]].split(value, ranks, at + 1);
    },
    join: (ranks, at) => codecs[ranks[at]].join(ranks, at + 1),
  };
};
