// Queries by fields over messages kept as bits: a mask for each value of each field, so that a query is a conjunction of words.
import type { Schema } from "../model/schema.ts";
import type { Codec } from "./codec.ts";
import { codecOf } from "./codec-of.ts";
import { RankSource } from "./rank-source.ts";

type Shapes = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

interface Tag {
  readonly firstWord: number;
  /** The bits of this type's messages in each word that they touch. */
  readonly masks: Int32Array;
  /** By field and by the rank of its value. */
  readonly fields: readonly (readonly Int32Array[])[];
}
/** The masks of the fields that a query gives, up to four; any further ones are folded into the last. */
interface Chosen {
  a: Int32Array | null;
  b: Int32Array | null;
  c: Int32Array | null;
  d: Int32Array | null;
}
type Select = (query: unknown, p: readonly number[], c: readonly Codec[], tags: readonly Tag[], chosen: Chosen) => number;
export interface Queries {
  readonly tags: readonly Tag[];
  readonly chosen: Chosen;
  readonly sizes: readonly number[];
  readonly codecs: readonly Codec[];
  /** Puts the masks of a query into `chosen` and returns its type's place, or -1 when nothing can match. */
  readonly select: Select;
}

const tagsOf = (shapes: Shapes, codec: Codec, firstBit: number): Tag[] => {
  const messages = Array.from({ length: codec.sizes[0] }, (_, rank) => codec.unrank(rank) as Record<string, unknown>);
  return Object.entries(shapes).map(([tag, fields]) => {
    const bits = messages.flatMap((message, rank) => (message.type === tag ? [{ message, bit: firstBit + rank }] : []));
    const firstWord = bits[0].bit >>> 5;
    const words = (bits[bits.length - 1].bit >>> 5) - firstWord + 1;
    const maskOf = (keep: (message: Record<string, unknown>) => boolean) => {
      const mask = new Int32Array(words);
      for (const { message, bit } of bits) if (keep(message)) mask[(bit >>> 5) - firstWord] |= 1 << (bit & 31);
      return mask;
    };
    const masksOf = ([name, schema]: [string, Schema]) => {
      const of = codecOf(schema)!;
      return Array.from({ length: of.sizes[0] }, (_, rank) => maskOf((message) => of.rank(message[name]) === rank));
    };
    return { firstWord, masks: maskOf(() => true), fields: Object.entries(fields).map(masksOf) };
  });
};

const selectSource = (shapes: Shapes, source: RankSource): string => {
  const cases = Object.entries(shapes).map(([tag, fields], t) => {
    const given = Object.entries(fields).map(([name, schema], f) => {
      const value = `query[${JSON.stringify(name)}]`;
      const rank = source.variable();
      const target = `chosen.${"abcd"[Math.min(f, 3)]}`;
      const mask = `tags[${t}].fields[${f}][${rank}]`;
      const put = f <= 3 ? `${target} = ${mask};` : `${target} = ${target} === null ? ${mask} : ${target}.map((w, i) => w & ${mask}[i]);`;
      return `if (${value} !== undefined) { ${source.statements(schema, value, rank, "return -1;")} ${put} }`;
    });
    return `case ${JSON.stringify(tag)}: ${given.join("\n")} return ${t};`;
  });
  return `chosen.a = chosen.b = chosen.c = chosen.d = null; switch (query.type) { ${cases.join("\n")} default: return -1; }`;
};

const compiled = new Map<string, Select>();

export const queriesOf = (shapes: Shapes, codec: Codec, firstBit: number): Queries => {
  const source = new RankSource();
  const text = selectSource(shapes, source);
  let select = compiled.get(text);
  if (!select) {
    select = new Function("query", "p", "c", "tags", "chosen", `"use strict"; ${text}`) as Select;
    compiled.set(text, select);
  }
  const chosen = { a: null, b: null, c: null, d: null };
  return { tags: tagsOf(shapes, codec, firstBit), chosen, sizes: source.sizes, codecs: source.codecs, select };
};
