// Values as JSON and back: ids by name, maps as objects by key, sets as lists, networks as lists of messages (of a bag a
// message stands once for each copy, of channels as they were sent).
import { SpecError } from "../../specs/language/spec-error.ts";
import { messageSchema } from "../model/message-schema.ts";
import type { Loose } from "../model/model.ts";
import { isDense, isScalar, type NetworkSchema, type ScalarSchema, type Schema } from "../model/schema.ts";
import type { Json } from "../result.ts";
import { plainBag, plainChannels, plainSent, plainSet } from "./collections.ts";
import { plainRecord } from "./plain-record.ts";
import { domainText, nameOf, showAny } from "./show.ts";
import { canonical } from "./values.ts";

type Fields = Readonly<Record<string, Schema>>;

export const toJson = (schema: Schema, value: Loose): Json => {
  if (isScalar(schema)) return scalarToJson(schema, value);
  switch (schema.kind) {
    case "tuple":
      return schema.items.map((item, i) => toJson(item, value[i]));
    case "list":
    case "set":
      return Array.from(value, (member) => toJson(schema.of, member));
    case "record":
    case "ghost":
      return fieldsToJson(schema.fields, value);
    case "variants":
      return { type: value.type, ...fieldsToJson(schema.shapes[value.type], value) };
    case "map":
      return Object.fromEntries(
        schema.keys.values.map((key) => [nameOf(schema.keys, key), toJson(schema.values, value[key as string])]),
      );
    case "network":
      return messagesToJson(schema, value);
  }
};

const scalarToJson = (schema: ScalarSchema, value: Loose): Json => {
  if (value === null || typeof value === "boolean") return value;
  if (schema.kind === "optional") return scalarToJson(schema.of as ScalarSchema, value);
  if (schema.kind === "subsets") return value.map((member: unknown) => scalarToJson(schema.of as ScalarSchema, member));
  return schema.kind === "ids" ? nameOf(schema, value) : value;
};

const fieldsToJson = (fields: Fields, value: Loose): { readonly [name: string]: Json } =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, toJson(schema, value[name])]));

const messagesToJson = (network: NetworkSchema, messages: Loose): Json => {
  const of = messageSchema(network);
  if (network.discipline !== "unordered") return Array.from(messages, (message) => toJson(of, message));
  return Array.from(messages, (message) => Array<Json>(messages.copies(message)).fill(toJson(of, message))).flat();
};

/** The value that JSON stands for, canonical; `path` is where it stands, for errors. */
export const fromJson = (schema: Schema, json: Json, path = "the value"): unknown => {
  if (isScalar(schema)) return scalarFromJson(schema, json, path);
  const wrong = (): never => refuse(schema, json, path);
  switch (schema.kind) {
    case "tuple":
      if (!isList(json) || json.length !== schema.items.length) return wrong();
      return canonical(
        schema,
        json.map((item, i) => fromJson(schema.items[i], item, `${path}[${i}]`)),
      );
    case "list":
      if (!isList(json) || json.length > schema.atMost) return wrong();
      return canonical(
        schema,
        json.map((item, i) => fromJson(schema.of, item, `${path}[${i}]`)),
      );
    case "set":
      return isList(json)
        ? plainSet(
            schema,
            json.map((member) => fromJson(schema.of, member, path)),
          )
        : wrong();
    case "record":
    case "ghost":
      return isObject(json) ? plainRecord(fieldsFromJson(schema.fields, json, path)) : wrong();
    case "variants": {
      if (!isObject(json) || typeof json.type !== "string" || !Object.hasOwn(schema.shapes, json.type)) return wrong();
      return canonical(schema, { type: json.type, ...fieldsFromJson(schema.shapes[json.type], json, path) });
    }
    case "map": {
      if (!isObject(json)) return wrong();
      const entries = schema.keys.values.map((key) => {
        const name = nameOf(schema.keys, key);
        return [key, fromJson(schema.values, json[name], `${path}[${name}]`)] as const;
      });
      return Object.freeze(isDense(schema.keys) ? entries.map(([, value]) => value) : Object.fromEntries(entries));
    }
    case "network":
      return isList(json) ? messagesFromJson(schema, json, path) : wrong();
  }
};

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
const isObject = (json: Json): json is { readonly [name: string]: Json } =>
  typeof json === "object" && json !== null && !isList(json);

const refuse = (schema: Schema, json: Json, path: string): never => {
  throw new SpecError(`${path} is ${showAny(json)}, which is none of ${domainText(schema)}.`);
};

const scalarFromJson = (schema: ScalarSchema, json: Json, path: string): unknown => {
  const text = JSON.stringify(json);
  const value = schema.values.find((candidate) => JSON.stringify(scalarToJson(schema, candidate)) === text);
  return value === undefined ? refuse(schema, json, path) : value;
};

const fieldsFromJson = (fields: Fields, json: { readonly [name: string]: Json }, path: string) =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, fromJson(schema, json[name], `${path}.${name}`)]));

const messagesFromJson = (network: NetworkSchema, json: readonly Json[], path: string): unknown => {
  const messages = json.map((message) => fromJson(messageSchema(network), message, path));
  switch (network.discipline) {
    case "sent":
      return plainSent(network, messages, path);
    case "ordered":
      return plainChannels(network, messages, path);
    case "unordered":
      return plainBag(
        network,
        messages.map((message) => [message, 1] as const),
        path,
      );
  }
};
