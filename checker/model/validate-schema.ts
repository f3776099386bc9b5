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

/** These mean something else to every object of JavaScript, so that what stands under them would be lost. */
const TAKEN: readonly unknown[] = ["__proto__", "constructor"];

export const refuseTaken = (name: unknown, place: string): void => {
  if (TAKEN.includes(name)) throw new SpecError(`${place}: "${String(name)}" is a name of JavaScript's own. Choose another.`);
};

const validateFields = (fields: Fields, place: string): void => {
  const names = Object.keys(fields);
  for (const name of names) refuseTaken(name, place);
  if (names.length === 0) throw new SpecError(`${place} is a record without fields. Give it one, or leave it out.`);
  for (const name of names) validateSchema(fields[name], `${place}.${name}`);
};

const validateMap = (keys: Schema, values: Schema, place: string): void => {
  if (
    typeof keys !== "object" ||
    keys === null ||
    !isScalar(keys) ||
    !keys.values.every((key) => typeof key === "number" || typeof key === "string")
  ) {
    throw new SpecError(`${place}: the keys of a map are ids, words or numbers.`);
  }
  for (const key of keys.values) refuseTaken(key, `${place}: a key`);
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

const WHEN_FULL: readonly unknown[] = [undefined, "error", "loseNewest"];
const isDomain = (schema: Schema | undefined): boolean => typeof schema === "object" && schema !== null && isScalar(schema);

const validateNetwork = (network: NetworkSchema, place: string): void => {
  if (network.discipline !== "sent" && !isDomain(network.between))
    throw new SpecError(`${place}: between names no processes. Give a domain, such as ids("node", 3).`);
  if (!WHEN_FULL.includes(network.whenFull))
    throw new SpecError(`${place}: whenFull is ${String(network.whenFull)}. Give "error" or "loseNewest", or leave it out.`);
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
    if (typeof fields !== "object" || fields === null)
      throw new SpecError(`${place}.${type} is no type of a message. Give its fields: { ${type}: { ... } }.`);
    if ("type" in fields)
      throw new SpecError(`${place}.${type}: the field "type" is taken by the type's name. Name yours differently.`);
    for (const name of Object.keys(fields)) refuseTaken(name, `${place}: a field of ${type}`);
    for (const [name, field] of Object.entries(fields)) validateElement(field, `${place}: the field ${type}.${name}`);
  }
};

/** What stands in a list, a set or a message is one immutable value. */
const validateElement = (schema: Schema, place: string): void => {
  if (["set", "map", "network", "ghost"].includes(schema?.kind)) {
    throw new SpecError(
      `${place} is a ${schema.kind}, which changes in place and so cannot stand in a list, a set or a message. Use a list or subsets.`,
    );
  }
  if (!KINDS.includes(schema?.kind) || isScalar(schema)) return validateSchema(schema, place);
  validateValue(schema, place);
};

const validateValue = (schema: Schema, place: string): void => {
  if (schema.kind === "tuple") schema.items.forEach((item, i) => validateElement(item, `${place}[${i}]`));
  else if (schema.kind === "variants") validateShapes(schema.shapes, place);
  else if (schema.kind === "list") validateList(schema, place);
  else validateSchema(schema, place);
};

const MOST = 65_536;

const positive = (atMost: unknown, what: string): void => {
  if (Number.isInteger(atMost) && (atMost as number) > MOST)
    throw new SpecError(`${what} is ${String(atMost)}, and each state has room for so many. ${MOST} is the most.`);
  if (Number.isInteger(atMost) && (atMost as number) > 0) return;
  throw new SpecError(`${what} is ${String(atMost)}. Give a positive integer: everything is bounded.`);
};
