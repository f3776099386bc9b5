// Ranks of values as generated code: the text depends on the shape of a type alone, its sizes are arguments.
import { isDense, isScalar, type ScalarSchema, type Schema } from "../../model/schema.ts";
import type { Codec } from "../words/codec.ts";
import { codecOf } from "../words/codec-of.ts";

/** A function's text, the sizes it reads as `p`, and the codecs it falls back on as `c`. */
export class RankSource {
  readonly sizes: number[] = [];
  readonly codecs: Codec[] = [];
  #variables = 0;

  variable(): string {
    return `r${this.#variables++}`;
  }

  /** A size of the type, read from `p`. */
  size(size: number): string {
    return `p[${this.sizes.push(size) - 1}]`;
  }

  /** Statements that declare `result` as the rank of `value`, or run `outside`. */
  statements(schema: Schema, value: string, result: string, outside: string): string {
    if (isScalar(schema)) return this.#scalar(schema, value, result, outside);
    const codec = `c[${this.codecs.push(codecOf(schema)!) - 1}]`;
    return `const ${result} = ${codec}.rank(${value}); if (${result} < 0) ${outside}`;
  }

  #scalar(schema: ScalarSchema, value: string, result: string, outside: string): string {
    if (isDense(schema)) {
      return `const ${result} = ${value}; if (${result} >>> 0 !== ${result} || ${result} >= ${this.size(schema.values.length)}) ${outside}`;
    }
    if (schema.kind === "range") {
      // Subtraction makes numbers of what is none: null, "1", true.
      const least = this.size(schema.values[0] as number);
      const held = this.variable();
      const isOutside = `typeof ${held} !== "number" || ${result} >>> 0 !== ${result} || ${result} >= ${this.size(schema.values.length)}`;
      return `const ${held} = ${value}, ${result} = ${held} - ${least}; if (${isOutside}) ${outside}`;
    }
    if (schema.kind === "optional" && isDense({ ...schema, values: schema.values.slice(1) })) {
      const size = this.size(schema.values.length);
      return `let ${result} = ${value}; if (${result} === null) ${result} = 0; else if (${result} >>> 0 !== ${result} || ++${result} >= ${size}) ${outside}`;
    }
    if (schema.values.length > 12 || schema.values.some(Array.isArray)) {
      const codec = `c[${this.codecs.push(codecOf(schema)!) - 1}]`;
      return `const ${result} = ${codec}.rank(${value}); if (${result} < 0) ${outside}`;
    }
    const held = this.variable();
    const chain = schema.values.map((v, i) => `${held} === ${JSON.stringify(v)} ? ${i} : `).join("");
    return `const ${held} = ${value}, ${result} = ${chain}-1; if (${result} < 0) ${outside}`;
  }

  /** Statements that return the rank of a message, by type and then by fields; -1 when it is outside. */
  message(shapes: Readonly<Record<string, Readonly<Record<string, Schema>>>>, message: string): string {
    let base = 0;
    const cases = Object.entries(shapes).map(([tag, fields]) => {
      const start = this.size(base);
      let rank = "0";
      let size = 1;
      const body = Object.entries(fields).map(([name, schema]) => {
        const part = this.variable();
        const count = codecOf(schema)!.sizes[0];
        size *= count;
        const text = this.statements(schema, `${message}[${JSON.stringify(name)}]`, part, "return -1;");
        rank = rank === "0" ? part : `(${rank}) * ${this.size(count)} + ${part}`;
        return text;
      });
      base += size;
      return `case ${JSON.stringify(tag)}: { ${body.join(" ")} return ${start} + ${rank}; }`;
    });
    return `switch (${message}.type) { ${cases.join("\n")} default: return -1; }`;
  }
}

/** The rank of a value, given the sizes and codecs of its type. */
export type RankOf = (value: unknown, p: readonly number[], c: readonly Codec[]) => number;

const compiled = new Map<string, RankOf>();

/** A rank function, the same one for every type of the same shape. */
export const rankOf = (schema: Schema): { readonly text: string; readonly of: RankOf; readonly source: RankSource } => {
  const source = new RankSource();
  const body =
    schema.kind === "variants"
      ? source.message(schema.shapes, "value")
      : `${source.statements(schema, "value", "rank", "return -1;")} return rank;`;
  let of = compiled.get(body);
  if (!of) {
    of = new Function("value", "p", "c", `"use strict"; ${body}`) as RankOf;
    compiled.set(body, of);
  }
  return { text: body, of, source };
};
