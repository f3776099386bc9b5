// What an effect has written is held against the schema: each value in its domain, each container in its place.
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose } from "../model/model.ts";
import { isDense, isScalar, type ListSchema, type MapSchema, type Schema } from "../model/schema.ts";
import type { Variables } from "../model/variables.ts";
import { replaced } from "./editing.ts";
import { Members } from "./members.ts";
import { misfit } from "./misfit.ts";
import type { PlainState } from "./plain.ts";
import { domainText, nameOf, showAny } from "./show.ts";
import { canonical } from "./values.ts";

/** The state after an effect, canonical and frozen. What the effect did not touch is the same object before and after. */
export const conform = (variables: Variables, before: PlainState, after: Loose): PlainState => {
  if (after === before) return before;
  const fields = fieldsOf(variables);
  return conformFields(fields, before, after, "", { before: containersOf(fields, before), now: new Set() });
};

/** The containers of the state before, and those met so far in the state after, by identity. */
interface Held {
  readonly before: ReadonlySet<unknown>;
  readonly now: Set<unknown>;
}

type Fields = Readonly<Record<string, Schema>>;

const conformed = (schema: Schema, before: Loose, after: Loose, path: string, held: Held): unknown => {
  if (after === before) return after;
  if (isScalar(schema)) return element(schema, after, path);
  switch (schema.kind) {
    case "record":
    case "ghost":
      edited(before, after, path, held, "record");
      return conformFields(schema.fields, before, after, path, held);
    case "map":
      return conformMap(schema, before, after, path, held);
    case "list":
      return conformList(schema, after, path, held);
    case "set":
      return edited(before, after, path, held, "set");
    case "network":
      return edited(before, after, path, held, "network");
    default:
      return element(schema, after, path);
  }
};

const conformFields = (fields: Fields, before: Loose, after: Loose, path: string, held: Held): PlainState => {
  const inside = path && `${path}.`;
  const names = Object.keys(fields);
  const found = Object.keys(after);
  if (found.length > names.length) {
    const unknown = found.find((name) => !Object.hasOwn(fields, name));
    throw new SpecError(
      `${inside}${unknown} was set, and there is no such ${path ? "field" : "variable"}; there are ${names.join(", ")}.`,
    );
  }
  let copy: Loose;
  for (const name of names) {
    const value = conformed(fields[name], before[name], after[name], inside + name, held);
    if (value !== after[name]) (copy ??= Object.assign(Object.create(Object.getPrototypeOf(before)), after))[name] = value;
  }
  return copy ? Object.freeze(copy) : after;
};

const conformMap = ({ keys, values }: MapSchema, before: Loose, after: Loose, path: string, held: Held): unknown => {
  fresh(after, path, held);
  const dense = isDense(keys);
  const names: readonly string[] = typeof after === "object" && after !== null ? Object.keys(after) : [];
  const alike = dense ? Array.isArray(after) && after.length === keys.values.length : names.length === keys.values.length;
  const extra = names.find((name) => !keys.values.some((key) => String(key) === name));
  if (!alike || extra !== undefined) {
    const what = extra === undefined ? `was set to ${showAny(after)}, which is no map` : `was given the key ${extra}`;
    throw new SpecError(`${path} ${what}. It has one value for each of ${domainText(keys)}: assign to its keys one by one.`);
  }
  const entries = keys.values.map(
    (key: Loose) => [key, conformed(values, before[key], after[key], `${path}[${nameOf(keys, key)}]`, held)] as const,
  );
  return Object.freeze(dense ? entries.map(([, value]) => value) : Object.fromEntries(entries));
};

/** Always a copy: an array of the author's, put into two states, must not look like one that the state holds elsewhere. */
const conformList = (schema: ListSchema, after: Loose, path: string, held: Held): unknown => {
  fresh(after, path, held);
  return Object.freeze([...(element(schema, after, path) as unknown[])]);
};

const element = (schema: Schema, after: unknown, path: string): unknown => {
  const found = misfit(schema, after);
  if (!found) return canonical(schema, after);
  const advice =
    found.schema.kind === "list"
      ? "Raise atMost, or bound it in the guard or in within."
      : "Write a value of the domain, or bound it in the guard or in within.";
  throw new SpecError(`${path}${found.path} was set to ${found.found}, outside ${found.allowed}. ${advice}`);
};

/** Refuses what stands in for a container that is only ever edited in place. */
const edited = (before: Loose, after: Loose, path: string, held: Held, kind: string): unknown => {
  fresh(after, path, held);
  const same = typeof after === "object" && after !== null && Object.getPrototypeOf(after) === Object.getPrototypeOf(before);
  if (!same || (after instanceof Members && after.holding !== before.holding)) {
    throw replaced(path, kind);
  }
  return after;
};

/** A container stands in one place only: else two places would change together, in one engine and not in the other. */
const fresh = (after: unknown, path: string, held: Held): void => {
  if (held.before.has(after) || held.now.has(after)) {
    throw new SpecError(`${path} was given what the state holds elsewhere. Copy it: [...list], or name the fields.`);
  }
  if (typeof after === "object" && after !== null) held.now.add(after);
};

const variablesAsFields = new WeakMap<Variables, Fields>();

export const fieldsOf = (variables: Variables): Fields => {
  const known = variablesAsFields.get(variables);
  if (known) return known;
  const fields = Object.fromEntries(variables.map(({ name, schema }) => [name, schema]));
  variablesAsFields.set(variables, fields);
  return fields;
};

// Many steps leave one state, and each asks.
const containers = new WeakMap<PlainState, ReadonlySet<unknown>>();

/** Whatever in the state can be edited in place. */
const containersOf = (fields: Fields, state: PlainState): ReadonlySet<unknown> => {
  const known = containers.get(state);
  if (known) return known;
  const found = new Set<unknown>();
  collect({ kind: "record", fields }, state, found);
  containers.set(state, found);
  return found;
};

const collect = (schema: Schema, value: Loose, found: Set<unknown>): void => {
  if (isScalar(schema) || schema.kind === "tuple" || schema.kind === "variants") return;
  found.add(value);
  if (schema.kind === "record" || schema.kind === "ghost")
    for (const name of Object.keys(schema.fields)) collect(schema.fields[name], value[name], found);
  if (schema.kind === "map") for (const key of schema.keys.values) collect(schema.values, value[key as string], found);
};
