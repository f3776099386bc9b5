// Values and domains as messages show them.
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type ScalarSchema, type Schema } from "../model/schema.ts";

/** A value of the schema in one line: ids by name, records as `{ term: 1 }`, messages as `Vote(to=server1)`. */
export const show = (schema: Schema, value: Loose): string => {
  if (isScalar(schema)) return positionOf(schema, value) < 0 ? showAny(value) : nameOf(schema, value);
  switch (schema.kind) {
    case "tuple":
      return Array.isArray(value) ? `(${schema.items.map((item, i) => show(item, value[i])).join(", ")})` : showAny(value);
    case "list":
      return Array.isArray(value) ? `[${Array.from(value, (item) => show(schema.of, item)).join(", ")}]` : showAny(value);
    case "record":
    case "ghost":
      return isObject(value) ? `{ ${fieldsOf(schema.fields, value, ": ")} }` : showAny(value);
    case "variants": {
      if (!isObject(value) || !Object.hasOwn(schema.shapes, value.type)) return showAny(value);
      const fields = fieldsOf(schema.shapes[value.type], value, "=");
      return fields ? `${value.type}(${fields})` : value.type;
    }
    default:
      return showAny(value);
  }
};

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const fieldsOf = (fields: Readonly<Record<string, Schema>>, value: Loose, sign: string): string =>
  Object.entries(fields)
    .map(([name, schema]) => `${name}${sign}${show(schema, value[name])}`)
    .join(", ");

/** The name of a scalar: `rm1` of an id, `[rm1, rm2]` of a subset. Two values of a domain never share one. */
export const nameOf = (schema: ScalarSchema, value: Loose): string => {
  if (schema.kind === "ids") return `${schema.title}${positionOf(schema, value) + 1}`;
  if (schema.kind === "optional") return value === null ? "null" : nameOf(schema.of as ScalarSchema, value);
  if (schema.kind === "subsets")
    return `[${value.map((member: unknown) => nameOf(schema.of as ScalarSchema, member)).join(", ")}]`;
  return String(value);
};

/** A value of no known type; long ones are cut off. */
export const showAny = (value: unknown): string => {
  if (typeof value === "function") return "a function";
  if (typeof (value as Loose)?.then === "function") return "a promise";
  if (typeof value === "bigint" || typeof value === "symbol") return String(value);
  if (Number.isNaN(value) || value === Infinity || value === -Infinity) return String(value);
  const text = textOf(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
};

const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? "undefined";
  } catch {
    return "an object";
  }
};

/** What a domain is called where a value is refused: `oneOf(a, b)`, `rm (rm1 to rm3)`. */
export const domainText = (schema: Schema): string => {
  if (isScalar(schema)) return scalarText(schema);
  switch (schema.kind) {
    case "tuple":
      return `tuple(${schema.items.map(domainText).join(", ")})`;
    case "list":
      return `a list of ${domainText(schema.of)}, at most ${schema.atMost}`;
    case "set":
      return `a set of ${domainText(schema.of)}`;
    case "record":
    case "ghost":
      return `a record of ${Object.keys(schema.fields).join(", ")}`;
    case "variants":
    case "network":
      return `those of type ${Object.keys(schema.shapes).join(", ")}`;
    case "map":
      return `a map from ${domainText(schema.keys)}`;
  }
};

const scalarText = (schema: ScalarSchema): string => {
  if (schema.kind === "optional") return `optional ${scalarText(schema.of as ScalarSchema)}`;
  if (schema.kind !== "ids") return schema.title;
  const { title, values } = schema;
  return values.length === 0
    ? `${title} (none)`
    : values.length === 1
      ? `${title} (${title}1)`
      : `${title} (${title}1 to ${title}${values.length})`;
};
