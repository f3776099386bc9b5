import { messageSchema } from "../model/message-schema.ts";
import type { Loose } from "../model/model.ts";
import { positionOf } from "../model/positions.ts";
import { isScalar, type Schema } from "../model/schema.ts";
import type { Variables } from "../model/variables.ts";
import type { PlainState } from "./plain.ts";

/** A text that two states of the same variables share when they are equal, and only then. */
export const keyOf = (variables: Variables, state: PlainState): string => {
  let key = "";
  for (const { name, schema } of variables) key += keyOfValue(schema, state[name]);
  return key;
};

/** Each value ends by itself: with `,` a scalar, with `)` a list, with `}` a collection, and records have a known number of fields. */
export const keyOfValue = (schema: Schema, value: Loose): string => {
  if (isScalar(schema)) return `${positionOf(schema, value)},`;
  switch (schema.kind) {
    case "tuple":
      return joined(schema.items, (item, i) => keyOfValue(item, value[i]));
    case "list":
      return `(${joined(value, (item) => keyOfValue(schema.of, item))})`;
    case "record":
    case "ghost":
      return ofFields(schema.fields, value);
    case "variants":
      return `${Object.keys(schema.shapes).indexOf(value.type)},${ofFields(schema.shapes[value.type], value)}`;
    case "map":
      return joined(schema.keys.values, (key) => keyOfValue(schema.values, value[key as string]));
    case "set":
      return `{${joined([...value], (member) => keyOfValue(schema.of, member))}}`;
    case "network": {
      const of = messageSchema(schema);
      const copies = (message: unknown) => (schema.discipline === "unordered" ? `${value.copies(message)}*` : "");
      return `{${joined([...value], (message) => copies(message) + keyOfValue(of, message))}}`;
    }
  }
};

const ofFields = (fields: Readonly<Record<string, Schema>>, value: Loose): string =>
  joined(Object.keys(fields), (name) => keyOfValue(fields[name], value[name]));

const joined = <T>(items: readonly T[], keyOfItem: (item: T, i: number) => string): string => {
  let key = "";
  for (let i = 0; i < items.length; i++) key += keyOfItem(items[i], i);
  return key;
};
