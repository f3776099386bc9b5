import type { Schema } from "../model/schema.ts";
import type { Json } from "../result.ts";

type JsonObject = { readonly [name: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Whether two values are the same: they are canonical, so their texts are. */
export const same = (one: Json | undefined, other: Json | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A value as a person reads it: `{rm1, rm2}`, `Prepared(rm1)`, `{state: working, prepared: {}}`. */
export const valueText = (value: Json, schema?: Schema): string => {
  if (isList(value)) return collectionText(value, schema);
  if (!isObject(value)) return String(value);
  if (schema?.kind === "map") return mapText(value, schema.values);
  if (schema?.kind !== "record" && schema?.kind !== "ghost") {
    if (typeof value.type === "string") return messageText(value.type, value, schema);
  }
  return `{${Object.entries(value)
    .map(([name, held]) => `${name}: ${valueText(held, fieldSchema(schema, name))}`)
    .join(", ")}}`;
};

/** The type of one field of a record, or of a message of whatever type. */
export const fieldSchema = (schema: Schema | undefined, name: string, type?: string): Schema | undefined => {
  if (schema?.kind === "record" || schema?.kind === "ghost") return schema.fields[name];
  if ((schema?.kind === "variants" || schema?.kind === "network") && type !== undefined) return schema.shapes[type]?.[name];
  return undefined;
};

/** The type of what a collection holds; of a network its messages', which the network's own stands for. */
export const elementSchema = (schema: Schema | undefined): Schema | undefined => {
  if (schema?.kind === "list" || schema?.kind === "set") return schema.of;
  return schema?.kind === "network" ? schema : undefined;
};

/** Sets and networks in braces; lists, and the subsets that a domain enumerates, in brackets, as specs have them. */
const collectionText = (values: readonly Json[], schema: Schema | undefined): string => {
  if (schema?.kind === "tuple") return `(${values.map((value, i) => valueText(value, schema.items[i])).join(", ")})`;
  const text = values.map((value) => valueText(value, elementSchema(schema))).join(", ");
  return schema?.kind === "set" || schema?.kind === "network" ? `{${text}}` : `[${text}]`;
};

/** What every key maps to is said once. */
const mapText = (value: JsonObject, of: Schema): string => {
  const entries = Object.entries(value);
  const shared = sharedBy(entries.map(([, held]) => held));
  if (shared !== undefined) return `{each: ${valueText(shared, of)}}`;
  return `{${entries.map(([key, held]) => `${key}: ${valueText(held, of)}`).join(", ")}}`;
};

/** The one value that all of several are. */
export const sharedBy = (values: readonly Json[]): Json | undefined =>
  values.length > 1 && values.every((value) => same(value, values[0])) ? values[0] : undefined;

/** `Commit`, `Prepared(rm1)`, `Vote(server1 -> server2, term=1, granted=true)`. */
const messageText = (type: string, message: JsonObject, schema: Schema | undefined): string => {
  const { type: _tag, ...fields } = message;
  const text = (name: string, value: Json) => valueText(value, fieldSchema(schema, name, type));
  if (typeof fields.from === "string" && typeof fields.to === "string") {
    const { from, to, ...payload } = fields;
    const named = Object.entries(payload).map(([name, value]) => `${name}=${text(name, value)}`);
    return `${type}(${[`${from} -> ${to}`, ...named].join(", ")})`;
  }
  return calledText(type, fields, text);
};

/** A name with its arguments; a single one needs no name of its own. */
const calledText = (name: string, args: JsonObject, text: (name: string, value: Json) => string): string => {
  const given = Object.entries(args);
  if (given.length === 0) return name;
  if (given.length === 1) return `${name}(${given.map(([argument, value]) => text(argument, value)).join()})`;
  return `${name}(${given.map(([argument, value]) => `${argument}=${text(argument, value)}`).join(", ")})`;
};

/** An action as it was taken: `rmPrepare(rm1)`, `tmCommit()`, `phase1b(acc=acceptor1, m=1a(0))`. */
export const actionText = (action: string, args: JsonObject): string => {
  const text = calledText(action, args, (_, value) => valueText(value));
  return text === action ? `${action}()` : text;
};
