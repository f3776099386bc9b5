import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type Schema } from "../model/schema.ts";

/** Whether the value is one of the schema's. Fields beyond the declared ones do not matter. */
export const fits = (schema: Schema, value: Loose): boolean => {
  if (isScalar(schema)) return positionOf(schema, value) >= 0;
  switch (schema.kind) {
    case "tuple":
      return (
        Array.isArray(value) && value.length === schema.items.length && schema.items.every((item, i) => fits(item, value[i]))
      );
    case "list":
      return Array.isArray(value) && value.length <= schema.atMost && allFit(schema.of, value);
    case "record":
    case "ghost":
      return typeof value === "object" && value !== null && fieldsFit(schema.fields, value);
    case "variants":
      return (
        typeof value === "object" &&
        value !== null &&
        Object.hasOwn(schema.shapes, value.type) &&
        fieldsFit(schema.shapes[value.type], value)
      );
    default:
      return false;
  }
};

/** Holes are no values, so that every index is looked at. */
const allFit = (schema: Schema, values: readonly unknown[]): boolean => {
  for (let i = 0; i < values.length; i++) if (!fits(schema, values[i])) return false;
  return true;
};

const fieldsFit = (fields: Readonly<Record<string, Schema>>, value: Loose): boolean => {
  for (const name of Object.keys(fields)) if (!fits(fields[name], value[name])) return false;
  return true;
};
