import { SpecError } from "../../specs/language/spec-error.ts";
import { LARGEST_BITSET } from "../../specs/language/state.ts";
import { isScalar, type ListSchema, type NetworkSchema, type Schema, type SetSchema } from "./schema.ts";
import { sizeOf } from "./size-of.ts";

type Fields = Readonly<Record<string, Schema>>;

const KINDS = [
  "ids",
  "oneOf",
  "range",
  "boolean",
  "optional",
  "subsets",
  "tuple",
  "variants",
  "record",
  "ghost",
  "list",
  "set",
  "map",
  "network",
];

/** Refuses what the types of the language let through: sizes that are missing or absurd, and what can hold no value at all. */
export const validateSchema = (schema: Schema, place: string): void => {
  if (!KINDS.includes(schema?.kind)) {
    throw new SpecError(
      `${place} is no type of the language. Declare it with oneOf, boolean, range, ids, record, mapOf, setOf, listOf or a network.`,
    );
  }
  if (isScalar(schema)) {
    if (schema.values.length === 0) throw new SpecError(`${place}: ${schema.title} has no values, so nothing can stand here.`);
    return;
  }
  switch (schema.kind) {
    case "record":
    case "ghost":
      return validateFields(schema.fields, place);
    case "map":
      return validateMap(schema.keys, schema.values, place);
    case "set":
      return validateSet(schema, place);
    case "list":
      return validateList(schema, place);
    case "network":
      return validateNetwork(schema, place);
    default:
      return validateValue(schema, place);
  }
};

const validateFields = (fields: Fields, place: string): void => {
  const names = Object.keys(fields);
  if (names.length === 0) throw new SpecError(`${place} is a record without fields. Give it one, or leave it out.`);
  for (const name of names) validateSchema(fields[name], `${place}.${name}`);
};

const validateMap = (keys: Schema, values: Schema, place: string): void => {
  if (!isScalar(keys) || !keys.values.every((key) => typeof key === "number" || typeof key === "string")) {
    throw new SpecError(`${place}: the keys of a map are ids, words or numbers.`);
  }
  if (keys.values.length > 0) validateSchema(values, `${place}[]`);
};

const validateSet = (schema: SetSchema, place: string): void => {
  validateElement(schema.of, `${place}: a member`);
  const members = sizeOf(schema.of);
  if (schema.atMost !== undefined) return positive(schema.atMost, `${place}: atMost of ${schema.title}`);
  if (members > LARGEST_BITSET) {
    throw new SpecError(
      `${place}: ${schema.title} has ${members} possible members, more than ${LARGEST_BITSET}. Say how many it holds: { atMost }.`,
    );
  }
};

const validateList = (schema: ListSchema, place: string): void => {
  positive(schema.atMost, `${place}: atMost of a list`);
  validateElement(schema.of, `${place}: an element`);
};

const validateNetwork = (network: NetworkSchema, place: string): void => {
  validateShapes(network.shapes, place);
  if (network.discipline !== "sent" || network.atMost !== undefined)
    return positive(network.atMost, `${place}: atMost of the network`);
  const messages = sizeOf(network);
  if (messages > LARGEST_BITSET) {
    throw new SpecError(
      `${place}: the network has ${messages} possible messages, more than ${LARGEST_BITSET}. Say how many it holds: { atMost }.`,
    );
  }
};

const validateShapes = (shapes: Readonly<Record<string, Fields>>, place: string): void => {
  if (Object.keys(shapes).length === 0) throw new SpecError(`${place} has no types. Declare one: { Ping: {} }.`);
  for (const [type, fields] of Object.entries(shapes)) {
    if ("type" in fields)
      throw new SpecError(`${place}.${type}: the field "type" is taken by the type's name. Name yours differently.`);
    for (const [name, field] of Object.entries(fields)) validateElement(field, `${place}: the field ${type}.${name}`);
  }
};

/** What stands in a list, a set or a message is one immutable value. */
const validateElement = (schema: Schema, place: string): void => {
  if (schema.kind === "set" || schema.kind === "map" || schema.kind === "network") {
    throw new SpecError(
      `${place} is a ${schema.kind}, which changes in place and so cannot stand in a list, a set or a message. Use a list or subsets.`,
    );
  }
  if (isScalar(schema)) return;
  validateValue(schema, place);
};

const validateValue = (schema: Schema, place: string): void => {
  if (schema.kind === "tuple") schema.items.forEach((item, i) => validateElement(item, `${place}[${i}]`));
  else if (schema.kind === "variants") validateShapes(schema.shapes, place);
  else if (schema.kind === "list") validateList(schema, place);
  else validateSchema(schema, place);
};

const positive = (atMost: unknown, what: string): void => {
  if (Number.isInteger(atMost) && (atMost as number) > 0) return;
  throw new SpecError(`${what} is ${String(atMost)}. Give a positive integer: everything is bounded.`);
};
