import type { Fields } from "../../specs/language/type.ts";
import { type Schema, schemaOf } from "../model/schema.ts";
import type { Json } from "../result.ts";
import { isObject, sharedBy, valueText } from "./value-text.ts";

export type JsonState = { readonly [variable: string]: Json };

/** A whole state, a line or few a variable: what all processes have in common is said once. */
export const stateText = (state: JsonState, fields: Fields | undefined): string[] =>
  Object.entries(state).flatMap(([variable, value]) => variableText(variable, value, schemaIn(fields, variable)));

/** The type of a variable, where the spec is at hand. */
export const schemaIn = (fields: Fields | undefined, variable: string): Schema | undefined =>
  fields?.[variable] === undefined ? undefined : schemaOf(fields[variable]);

const variableText = (path: string, value: Json, schema: Schema | undefined): string[] => {
  if (schema?.kind === "map" && isObject(value)) {
    const shared = sharedBy(Object.values(value));
    if (shared !== undefined) return variableText(`${path}[each]`, shared, schema.values);
    return Object.entries(value).flatMap(([key, held]) => variableText(`${path}[${key}]`, held, schema.values));
  }
  if ((schema?.kind === "record" || schema?.kind === "ghost") && isObject(value)) {
    const line = Object.entries(value).map(([name, held]) => `${name}=${valueText(held, schema.fields[name])}`);
    return [`${path}: ${line.join(" ")}`];
  }
  return [`${path}: ${valueText(value, schema)}`];
};
