import { SpecError } from "../../specs/language/spec-error.ts";
import { copiesOf } from "../model/copies-of.ts";
import type { Loose } from "../model/model.ts";
import { isDense, isScalar, type MapSchema, type NetworkSchema, type Schema } from "../model/schema.ts";
import type { Variables } from "../model/variables.ts";
import { plainBag, plainChannels, plainSent, plainSet } from "./collections.ts";
import { misfit } from "./misfit.ts";
import type { PlainState } from "./plain.ts";
import { plainRecord } from "./plain-record.ts";
import { nameOf, showAny } from "./show.ts";
import { canonical } from "./values.ts";

/** The plain state that an initial state, in the form of `init`, stands for. `place` says in errors who gave it. */
export const build = (variables: Variables, initial: Loose, place: string): PlainState =>
  recordFrom(Object.fromEntries(variables.map(({ name, schema }) => [name, schema])), initial, "", place);

const valueFrom = (schema: Schema, given: Loose, path: string, place: string): unknown => {
  switch (schema.kind) {
    case "record":
    case "ghost":
      return recordFrom(schema.fields, given, path, place);
    case "map":
      return mapFrom(schema, given, path, place);
    case "set":
      return placed(`${place}: ${path}`, () => plainSet(schema, iterable(given)));
    case "network":
      return placed(place, () => networkFrom(schema, iterable(given, path), path));
    default:
      return elementFrom(schema, given, path, place);
  }
};

const recordFrom = (fields: Readonly<Record<string, Schema>>, given: Loose, path: string, place: string) => {
  const names = Object.keys(fields);
  const inside = path ? `${path}.` : "";
  const what = path ? `fields of ${path}` : "variables";
  if (typeof given !== "object" || given === null)
    throw new SpecError(`${place}: ${path || "the state"} is ${showAny(given)}, and should give ${names.join(", ")}.`);
  // A mapping may hand on a record of the state that has more fields, as it may to the compiled engine.
  const isLiteral = Object.getPrototypeOf(given) === Object.prototype;
  const unknown = isLiteral ? Object.keys(given).find((name) => !Object.hasOwn(fields, name)) : undefined;
  if (unknown !== undefined)
    throw new SpecError(`${place} gives ${inside}${unknown}, which is not one of the ${what}: ${names.join(", ")}.`);
  const missing = names.find((name) => given[name] === undefined);
  if (missing !== undefined)
    throw new SpecError(`${place} gives no ${inside}${missing}. It must give all ${what}: ${names.join(", ")}.`);
  return plainRecord(
    Object.fromEntries(names.map((name) => [name, valueFrom(fields[name], given[name], `${inside}${name}`, place)])),
  );
};

/** One value for every key, or a function of the key. */
const mapFrom = ({ keys, values }: MapSchema, given: Loose, path: string, place: string): unknown => {
  const entries = keys.values.map((key) => {
    const value = typeof given === "function" ? given(key) : given;
    return [key, valueFrom(values, value, `${path}[${nameOf(keys, key)}]`, place)] as const;
  });
  return Object.freeze(isDense(keys) ? entries.map(([, value]) => value) : Object.fromEntries(entries));
};

const networkFrom = (schema: NetworkSchema, messages: Iterable<unknown>, path: string): unknown => {
  switch (schema.discipline) {
    case "sent":
      return plainSent(schema, messages, path);
    case "ordered":
      return plainChannels(schema, messages, path);
    case "unordered":
      return plainBag(schema, withCopies(messages), path);
  }
};

const withCopies = function* (messages: Loose): Iterable<readonly [unknown, number]> {
  const copies = copiesOf(messages);
  for (const message of messages) yield [message, copies(message)];
};

const elementFrom = (schema: Schema, given: unknown, path: string, place: string): unknown => {
  const found = misfit(schema, given);
  if (found) throw new SpecError(`${place} gives ${path}${found.path} as ${found.found}, outside ${found.allowed}.`);
  const value = canonical(schema, given);
  // A list belongs to one place of one state: two places must not hold the same array.
  return isScalar(schema) || schema.kind !== "list" ? value : Object.freeze([...(value as unknown[])]);
};

const iterable = (given: Loose, name = "it"): Iterable<unknown> => {
  if (typeof given?.[Symbol.iterator] === "function" && typeof given !== "string") return given;
  throw new SpecError(`${name} is ${showAny(given)}, and should be a list of what it holds.`);
};

const placed = <T>(place: string, make: () => T): T => {
  try {
    return make();
  } catch (error) {
    if (error instanceof SpecError) throw new SpecError(`${place}: ${error.message}`, { cause: error });
    throw error;
  }
};
