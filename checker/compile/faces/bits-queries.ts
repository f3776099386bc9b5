// Queries by fields over messages kept as bits: one plan for each query that was ever made, which remembers its last answer.
import type { Schema } from "../../model/schema.ts";
import type { Codec } from "../words/codec.ts";
import { codecOf } from "../words/codec-of.ts";
import { RankSource } from "./rank-source.ts";

type Shapes = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

/** The words that hold the messages asked for, each with the bits that count, and what was found in them the last time. */
export interface Plan {
  readonly words: Int32Array;
  readonly masks: Int32Array;
  readonly last: Int32Array;
  found: readonly unknown[];
}
/** What a query by a type or a field that there is not gives in place of a number. */
export const UNKNOWN_FIELD = -2;
/** A number for the type and the fields that a query gives, -1 when nothing can match, or UNKNOWN_FIELD. */
type Select = (query: unknown, p: readonly number[], c: readonly Codec[]) => number;

export interface Queries {
  readonly plans: Map<number, Plan>;
  readonly sizes: readonly number[];
  readonly codecs: readonly Codec[];
  readonly select: Select;
  /** The plan of a query that was not made before, given its number. */
  plan(query: Readonly<Record<string, unknown>>, number: number): Plan;
}

/** Mixed radix over the fields: zero when a field is left out, else one more than the rank of its value. */
const selectSource = (shapes: Shapes, source: RankSource): string => {
  let base = 0;
  const cases = Object.entries(shapes).map(([tag, fields]) => {
    const start = source.size(base);
    let combinations = 1;
    const steps = Object.entries(fields).map(([name, schema]) => {
      const value = `query[${JSON.stringify(name)}]`;
      const rank = source.variable();
      const choices = codecOf(schema)!.sizes[0] + 1;
      combinations *= choices;
      const given = `if (${value} !== undefined) { ${source.statements(schema, value, rank, "return -1;")} number += ${rank} + 1; }`;
      return `number *= ${source.size(choices)}; ${given}`;
    });
    base += combinations;
    const known = ["type", ...Object.keys(fields)].map((name) => `case ${JSON.stringify(name)}:`).join(" ");
    const refused = `for (const name in query) switch (name) { ${known} continue; default: if (query[name] !== undefined) return ${UNKNOWN_FIELD}; }`;
    return `case ${JSON.stringify(tag)}: ${refused} ${steps.join("\n")} return ${start} + number;`;
  });
  return `let number = 0; switch (query.type) { ${cases.join("\n")} default: return ${UNKNOWN_FIELD}; }`;
};

const compiled = new Map<string, Select>();

export const queriesOf = (shapes: Shapes, codec: Codec, firstBit: number): Queries => {
  const source = new RankSource();
  const text = selectSource(shapes, source);
  let select = compiled.get(text);
  if (!select) {
    select = new Function("query", "p", "c", `"use strict"; ${text}`) as Select;
    compiled.set(text, select);
  }
  const plans = new Map<number, Plan>();

  const matches = (message: Readonly<Record<string, unknown>>, query: Readonly<Record<string, unknown>>) =>
    message.type === query.type &&
    Object.entries(shapes[query.type as string]).every(([name, schema]) => {
      const of = codecOf(schema)!;
      return query[name] === undefined || of.rank(message[name]) === of.rank(query[name]);
    });
  const plan: Queries["plan"] = (query, number) => {
    const masks = new Map<number, number>();
    for (let rank = 0; rank < codec.sizes[0]; rank++) {
      if (!matches(codec.unrank(rank) as Readonly<Record<string, unknown>>, query)) continue;
      const bit = firstBit + rank;
      masks.set(bit >>> 5, (masks.get(bit >>> 5) ?? 0) | (1 << (bit & 31)));
    }
    const made = {
      words: Int32Array.from(masks.keys()),
      masks: Int32Array.from(masks.values()),
      last: new Int32Array(masks.size),
      found: Object.freeze([]),
    };
    plans.set(number, made);
    return made;
  };
  return { plans, sizes: source.sizes, codecs: source.codecs, select, plan };
};
