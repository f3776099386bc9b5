// Exchanging ids of symmetric domains for one another, in a value as it stands in plain states.
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type ScalarSchema, type Schema } from "../model/schema.ts";
import type { Permutation } from "./permutation.ts";

/** The value with its ids exchanged. */
export const permutedValue = (schema: Schema, value: Loose, permutation: Permutation): Loose => {
  if (isScalar(schema)) return permutedScalar(schema, value, permutation);
  switch (schema.kind) {
    case "tuple":
      return schema.items.map((item, i) => permutedValue(item, value[i], permutation));
    case "list":
      return Array.from(value, (element) => permutedValue(schema.of, element, permutation));
    case "record":
    case "ghost":
      return permutedFields(schema.fields, value, permutation);
    case "variants":
      return { type: value.type, ...permutedFields(schema.shapes[value.type], value, permutation) };
    default:
      throw new Error(`internal error: a ${schema.kind} is no value.`);
  }
};

const permutedScalar = (schema: ScalarSchema, value: Loose, permutation: Permutation): Loose => {
  const images = permutation.get(schema);
  if (images) return schema.values[images[positionOf(schema, value)]];
  if (schema.of === undefined || value === null) return value;
  const of = schema.of;
  if (schema.kind === "optional") return permutedScalar(of, value, permutation);
  const members = Array.from(value, (member) => permutedScalar(of, member, permutation));
  return members.sort((one, other) => positionOf(of, one) - positionOf(of, other));
};

const permutedFields = (fields: Readonly<Record<string, Schema>>, value: Loose, permutation: Permutation): Loose =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, permutedValue(fields[name], value[name], permutation)]));
