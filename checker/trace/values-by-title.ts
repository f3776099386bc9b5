import { messageSchema } from "../model/message-schema.ts";
import type { Model } from "../model/model.ts";
import { isScalar, type ScalarSchema, type Schema } from "../model/schema.ts";
import { toJson } from "../reference/json.ts";
import { sourceSchema } from "../reference/step-text.ts";
import type { Json } from "../result.ts";

/** Values as JSON, by what a quantifier over them was called: the only trace that it leaves of its domain. */
export type ValuesByTitle = (over: string, value: unknown) => Json;

/** Knows every domain that the model's variables and parameters mention, and the subsets of those. */
export const valuesByTitle = (model: Model): ValuesByTitle => {
  const known = new Map<string, Schema>();
  for (const { name, schema } of model.variables) {
    if (schema.kind === "network") known.set(name, messageSchema(schema));
    collect(schema, known);
  }
  for (const { parameters } of model.actions) for (const { source } of parameters) collect(sourceSchema(source), known);
  return (over, value) => {
    const schema = known.get(over) ?? subsetsOf(over, known);
    return schema ? toJson(schema, value) : asItIs(value);
  };
};

const collect = (schema: Schema, known: Map<string, Schema>): void => {
  if (isScalar(schema)) {
    known.set(schema.title, schema);
    if (schema.of) collect(schema.of, known);
    return;
  }
  switch (schema.kind) {
    case "tuple":
      for (const item of schema.items) collect(item, known);
      return;
    case "record":
    case "ghost":
      return collectFields(schema.fields, known);
    case "network":
    case "variants":
      for (const fields of Object.values(schema.shapes)) collectFields(fields, known);
      return;
    case "map":
      collect(schema.keys, known);
      return collect(schema.values, known);
    case "set":
      known.set(schema.title, schema.of);
      return collect(schema.of, known);
    case "list":
      return collect(schema.of, known);
  }
};

const collectFields = (fields: Readonly<Record<string, Schema>>, known: Map<string, Schema>): void => {
  for (const field of Object.values(fields)) collect(field, known);
};

/** Majorities and the like are often no variable's and no parameter's: `majorities(acceptor)`. */
const subsetsOf = (over: string, known: Map<string, Schema>): Schema | undefined => {
  const title = /^(?:majorities|subsets|subsetsOfSize)\((.*?)(?:, \d+)?\)$/.exec(over)?.[1];
  const of = title === undefined ? undefined : known.get(title);
  return of && isScalar(of) ? ({ kind: "subsets", title: over, values: [], of } satisfies ScalarSchema) : undefined;
};

const asItIs = (value: unknown): Json => {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return String(value);
  }
};
