import type { Fields } from "../../specs/language/type.ts";
import type { Schema } from "../model/schema.ts";
import type { Json } from "../result.ts";
import { type JsonState, schemaIn } from "./state-text.ts";
import { elementSchema, fieldSchema, isList, isObject, same, valueText } from "./value-text.ts";

/** Only what differs between two states, each by its path: `rm[rm1].state: working -> prepared`, `messages: + Prepared(rm1)`. */
export const stateChange = (before: JsonState, after: JsonState, fields: Fields | undefined): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((variable) =>
    changes(variable, before[variable], after[variable], schemaIn(fields, variable)),
  );

const changes = (path: string, before: Json | undefined, after: Json | undefined, schema: Schema | undefined): string[] => {
  if (same(before, after)) return [];
  if (before === undefined || after === undefined)
    return [`${path}: ${sideText(before, schema)} -> ${sideText(after, schema)}`];
  if (isObject(before) && isObject(after) && isNested(schema, before)) return nested(path, before, after, schema);
  if (isList(before) && isList(after)) return ofCollection(path, before, after, schema);
  return [`${path}: ${valueText(before, schema)} -> ${valueText(after, schema)}`];
};

const sideText = (value: Json | undefined, schema: Schema | undefined) =>
  value === undefined ? "absent" : valueText(value, schema);

/** Whether the value is followed into its parts. Without a type whatever is not a message is taken for a record. */
const isNested = (schema: Schema | undefined, value: JsonState): boolean =>
  schema === undefined
    ? typeof value.type !== "string"
    : schema.kind === "map" || schema.kind === "record" || schema.kind === "ghost";

const nested = (path: string, before: JsonState, after: JsonState, schema: Schema | undefined): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    schema?.kind === "map"
      ? changes(`${path}[${name}]`, before[name], after[name], schema.values)
      : changes(`${path}.${name}`, before[name], after[name], fieldSchema(schema, name)),
  );

const ofCollection = (path: string, before: readonly Json[], after: readonly Json[], schema: Schema | undefined): string[] => {
  if (schema?.kind === "set" || schema?.kind === "network") {
    const element = elementSchema(schema);
    const gone = without(before, after).map((value) => `${path}: - ${valueText(value, element)}`);
    return [...gone, ...without(after, before).map((value) => `${path}: + ${valueText(value, element)}`)];
  }
  const whole = `${path}: ${valueText(before, schema)} -> ${valueText(after, schema)}`;
  return whole.length <= 100 || schema?.kind !== "list" ? [whole] : ofList(path, before, after, schema.of);
};

/** The values of the one that the other lacks, each as often as it is lacking. */
const without = (values: readonly Json[], others: readonly Json[]): Json[] => {
  const left = new Map<string, number>();
  for (const other of others) left.set(JSON.stringify(other), (left.get(JSON.stringify(other)) ?? 0) + 1);
  return values.filter((value) => {
    const copies = left.get(JSON.stringify(value)) ?? 0;
    left.set(JSON.stringify(value), copies - 1);
    return copies <= 0;
  });
};

/** A long list by index, as an engineer would look it up. */
const ofList = (path: string, before: readonly Json[], after: readonly Json[], element: Schema): string[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i).flatMap((i) => {
    if (i >= before.length) return [`${path}: + [${i}] ${valueText(after[i], element)}`];
    if (i >= after.length) return [`${path}: - [${i}] ${valueText(before[i], element)}`];
    return changes(`${path}[${i}]`, before[i], after[i], element);
  });
