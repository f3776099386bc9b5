// What was observed, as the parts of a state that were given and what each was said to be.
import { unobserved } from "../../specs/language/mapping.ts";
import { refuseUnknown } from "../../specs/language/members.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { messageSchema } from "../model/message-schema.ts";
import type { Loose } from "../model/model.ts";
import type { NetworkSchema, Schema, SetSchema } from "../model/schema.ts";
import { plainBag, plainChannels, plainSent, plainSet } from "../reference/collections.ts";
import { fits } from "../reference/fits.ts";
import { keyOfValue } from "../reference/key-of.ts";
import { domainText, showAny } from "../reference/show.ts";
import { canonical } from "../reference/values.ts";
import type { Part } from "./part.ts";

/** One part, and what was seen of it. */
export interface Leaf {
  readonly part: Part;
  /** All of it, or of a collection what it holds among others, what it does not hold, how many it holds. */
  readonly asked: "is" | "has" | "lacks" | "size";
  /** Canonical, where it is a value of the part's domain; of `has` and `lacks` the members. */
  readonly value: Loose;
  readonly key: string;
  /** Why no state of the spec can have this value. */
  readonly foreign?: string;
}

/** Everything that one look told. Two that tell the same have the same key. */
export interface Seen {
  readonly key: string;
  readonly leaves: readonly Leaf[];
}

export const NOTHING_SEEN: Seen = { key: "", leaves: [] };

/** Reads a view of the parts; `place` says in errors whose it is. What is not given is not observed. */
export const seenOf = (parts: Part, view: unknown, place: string): Seen => {
  const leaves: Leaf[] = [];
  const key = read(parts, view, place, leaves);
  return { key, leaves };
};

/** Adds what was seen of the part to the leaves, and gives its key. */
const read = (part: Part, given: Loose, place: string, leaves: Leaf[]): string => {
  if (given === unobserved) return "_";
  if (given === undefined || typeof given === "symbol") throw missing(part, place);
  switch (part.kind) {
    case "record":
      return readFields(part, part.parts, object(part, given, place), place, leaves);
    case "map":
      return readMap(part, given, place, leaves);
    case "variants":
      return readVariants(part, given, place, leaves);
    case "whole":
      return readWhole(part, given, place, leaves);
  }
};

const named = (place: string, path: string) => (path ? `${place}: ${path}` : place);

const missing = ({ path }: Part, place: string) =>
  new SpecError(`${named(place, path)} is undefined. Give a value, or say that it is unobserved.`);

const object = ({ path }: Part, given: unknown, place: string): Loose => {
  if (typeof given === "object" && given !== null) return given;
  throw new SpecError(
    `${named(place, path)} is ${showAny(given)}, and should be an object with the fields that were observed.`,
  );
};

const readFields = (
  part: Part,
  parts: Part["parts"],
  given: Loose,
  place: string,
  leaves: Leaf[],
  own: string[] = [],
): string => {
  let key = "";
  let found = 0;
  for (const [name, inner] of parts) {
    if (!Object.hasOwn(given, name)) key += "_";
    else {
      found++;
      key += read(inner, given[name], place, leaves);
    }
  }
  if (found < Object.keys(given).length - own.length) {
    const known = parts.map(([name]) => String(name));
    refuseUnknown(named(place, part.path), given, known, own);
  }
  return key;
};

const readMap = (part: Part, given: Loose, place: string, leaves: Leaf[]): string => {
  if (typeof given !== "function") return readFields(part, part.parts, object(part, given, place), place, leaves);
  let key = "";
  for (const [name, inner] of part.parts) key += read(inner, given(name), place, leaves);
  return key;
};

const readVariants = (part: Part, given: Loose, place: string, leaves: Leaf[]): string => {
  const { type } = object(part, given, place);
  if (type === undefined) throw missing(part.parts[0][1], place);
  const tag = read(part.parts[0][1], type, place, leaves);
  const fields = part.shapes.get(type);
  return fields === undefined ? tag : `${tag}${readFields(part, fields, given, place, leaves, ["type"])};`;
};

const readWhole = (part: Part, given: Loose, place: string, leaves: Leaf[]): string => {
  const add = (leaf: Omit<Leaf, "part">): string => {
    leaves.push({ part, ...leaf });
    return leaf.asked === "is" ? leaf.key : `${leaf.asked} ${leaf.key}`;
  };
  const { schema } = part;
  // What is told of a collection ends by itself: else what is told of the next one could be taken for its.
  if (schema.kind === "set" || schema.kind === "network")
    return `${collectionSeen(part, schema, given, place).map(add).join("")};`;
  if (schema.kind === "list" && typeof given === "object" && given !== null && !Array.isArray(given)) {
    refuseUnknown(named(place, part.path), given, ["length"]);
    return add({ asked: "size", value: given.length, key: `${given.length},` });
  }
  return add(valueSeen(schema, given));
};

const valueSeen = (schema: Schema, given: Loose): Omit<Leaf, "part"> => {
  if (!fits(schema, given)) return foreign("is", given, domainText(schema));
  const value = canonical(schema, given);
  return { asked: "is", value, key: keyOfValue(schema, value) };
};

const foreign = (asked: Leaf["asked"], value: unknown, allowed: string): Omit<Leaf, "part"> => ({
  asked,
  value,
  key: `?${showAny(value)},`,
  foreign: `outside ${allowed}`,
});

type Collected = SetSchema | NetworkSchema;

const collectionSeen = (part: Part, schema: Collected, given: Loose, place: string): Omit<Leaf, "part">[] => {
  const isIterable = (value: Loose) =>
    typeof value === "object" && value !== null && typeof value[Symbol.iterator] === "function";
  if (isIterable(given)) return [whole(part, schema, given)];
  refuseUnknown(named(place, part.path), object(part, given, place), ["has", "lacks", "size"]);
  const asked = (["has", "lacks", "size"] as const).filter((name) => given[name] !== undefined);
  return asked.map((name) => {
    if (name === "size") return { asked: name, value: given.size, key: `${given.size},` };
    if (!isIterable(given[name]))
      throw new SpecError(`${named(place, part.path)}.${name} is ${showAny(given[name])}, and should be a list.`);
    return members(schema, name, [...given[name]]);
  });
};

const whole = (part: Part, schema: Collected, given: Iterable<unknown>): Omit<Leaf, "part"> => {
  const values = [...given];
  try {
    const value = collection(schema, values, part.path);
    return { asked: "is", value, key: keyOfValue(schema, value) };
  } catch (error) {
    if (error instanceof SpecError) return foreign("is", values, domainText(schema));
    throw error;
  }
};

const collection = (schema: Collected, values: Iterable<unknown>, path: string): unknown => {
  if (schema.kind === "set") return plainSet(schema, values);
  switch (schema.discipline) {
    case "sent":
      return plainSent(schema, values, path);
    case "ordered":
      return plainChannels(schema, values, path);
    case "unordered":
      return plainBag(
        schema,
        Array.from(values, (message) => [message, 1] as const),
        path,
      );
  }
};

const members = (schema: Collected, asked: "has" | "lacks", values: readonly unknown[]): Omit<Leaf, "part"> => {
  const of = schema.kind === "set" ? schema.of : messageSchema(schema);
  if (!values.every((value) => fits(of, value))) return foreign(asked, values, domainText(of));
  const value = values.map((member) => canonical(of, member));
  return {
    asked,
    value,
    key: `{${value
      .map((member) => keyOfValue(of, member))
      .sort()
      .join("")}}`,
  };
};

/** The whole of a part, as it would be seen to be. */
export const leafOf = (part: Part, given: unknown): Leaf => {
  const { schema } = part;
  const isCollection = schema.kind === "set" || schema.kind === "network";
  return { part, ...(isCollection ? whole(part, schema, given as Iterable<unknown>) : valueSeen(schema, given)) };
};
