import type { Arguments, ModelAction } from "../model/model.ts";
import type { Variables } from "../model/variables.ts";
import type { Json } from "../result.ts";
import { fromJson, toJson } from "./json.ts";
import type { PlainState } from "./plain.ts";
import { plainRecord } from "./plain-record.ts";
import { sourceSchema } from "./step-text.ts";

type JsonObject = { readonly [name: string]: Json };

export const stateToJson = (variables: Variables, state: PlainState): JsonObject =>
  Object.fromEntries(variables.map(({ name, schema }) => [name, toJson(schema, state[name])]));

export const stateFromJson = (variables: Variables, json: JsonObject): PlainState =>
  plainRecord(Object.fromEntries(variables.map(({ name, schema }) => [name, fromJson(schema, json[name], name)])));

export const argumentsToJson = ({ parameters }: ModelAction, args: Arguments): JsonObject =>
  Object.fromEntries(parameters.map(({ name, source }) => [name, toJson(sourceSchema(source), args[name])]));

export const argumentsFromJson = ({ parameters }: ModelAction, json: JsonObject): Arguments =>
  Object.freeze(
    Object.fromEntries(parameters.map(({ name, source }) => [name, fromJson(sourceSchema(source), json[name], name)])),
  );
