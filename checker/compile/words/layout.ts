// Where each part of a state lies in its words.

import { SpecError } from "../../../specs/language/spec-error.ts";
import {
  isScalar,
  type ListSchema,
  type MapSchema,
  type NetworkSchema,
  type RecordSchema,
  type ScalarSchema,
  type Schema,
  type SetSchema,
} from "../../model/schema.ts";
import { Allocator, type Field, widthOf } from "./allocator.ts";
import { type Codec, isNarrow } from "./codec.ts";
import { codecOf } from "./codec-of.ts";
import { MOST_WORDS } from "./words.ts";

/** Members are kept as one bit each up to this number of possible ones. */
const LARGEST_BITSET = 512;

/** One immutable value: a field for each of its parts. */
export interface ValuePlace {
  readonly kind: "value";
  readonly schema: Schema;
  readonly codec: Codec;
  readonly fields: readonly Field[];
}
export interface RecordPlace {
  readonly kind: "record";
  readonly ghost: boolean;
  readonly names: readonly string[];
  readonly fields: readonly Place[];
}
/** A map whose values are edited in place. */
export interface MapPlace {
  readonly kind: "map";
  readonly keys: ScalarSchema;
  readonly items: readonly Place[];
}
/** A list, or a map of values: read as one array, loaded as one array to be edited. Zeros stand behind a list's end. */
export interface ArrayPlace {
  readonly kind: "array";
  readonly schema: ListSchema | MapSchema;
  readonly codec: Codec;
  /** Of a list. */
  readonly length: Field | undefined;
  readonly items: readonly (readonly Field[])[];
  /** All of its bits, when they fit a word. */
  readonly whole: Field | undefined;
}
/** One bit for each possible member. */
export interface BitsPlace {
  readonly kind: "bits";
  readonly schema: SetSchema | NetworkSchema;
  readonly codec: Codec;
  readonly firstBit: number;
  readonly size: number;
}
/** Members in ascending order, each with its number of copies if it is a bag, and zeros behind. */
export interface SlotsPlace {
  readonly kind: "slots";
  readonly schema: SetSchema | NetworkSchema;
  readonly codec: Codec;
  readonly atMost: number;
  /** Of each slot: a field for each part, the first of them one more than its rank; then one for the copies less one. */
  readonly slots: readonly (readonly Field[])[];
  readonly counted: boolean;
}
/** A queue from each process to each other. */
export interface QueuesPlace {
  readonly kind: "queues";
  readonly schema: NetworkSchema;
  /** Of whole messages, envelopes included. */
  readonly codec: Codec;
  /** Sender-major. */
  readonly queues: readonly { readonly length: Field; readonly items: readonly (readonly Field[])[] }[];
}
export type Place = ValuePlace | RecordPlace | MapPlace | ArrayPlace | BitsPlace | SlotsPlace | QueuesPlace;

export interface Layout {
  readonly root: RecordPlace;
  readonly words: number;
  /** Of the words' bits, those that are used, from the first on. */
  readonly bits: number;
}

const combinations = (codec: Codec) => codec.sizes.reduce((product, n) => product * n, 1);
const fieldsOf = (codec: Codec, space: Allocator) => codec.sizes.map((size) => space.field(widthOf(size)));

const valueCodec = (schema: Schema, path: string): Codec => {
  const codec = codecOf(schema);
  if (!codec)
    throw new SpecError(
      `${path}: a ${schema.kind} changes in place, so it cannot be an element; use a record of values, a tuple or a list`,
    );
  return codec;
};

const messageCodec = (schema: NetworkSchema) => codecOf({ kind: "variants", shapes: schema.shapes })!;

const isInPlace = (schema: Schema): boolean =>
  schema.kind === "record" ||
  schema.kind === "ghost" ||
  schema.kind === "set" ||
  schema.kind === "network" ||
  schema.kind === "list" ||
  schema.kind === "map";

const placeRecord = (schema: RecordSchema, path: string, space: Allocator): RecordPlace => {
  const names = Object.keys(schema.fields);
  const fields = names.map((name) => place(schema.fields[name], path === "" ? name : `${path}.${name}`, space));
  return { kind: "record", ghost: schema.kind === "ghost", names, fields };
};

const placeArray = (schema: ListSchema | MapSchema, path: string, space: Allocator): ArrayPlace => {
  const isList = schema.kind === "list";
  const codec = valueCodec(isList ? schema.of : schema.values, path);
  const count = isList ? schema.atMost : schema.keys.values.length;
  const lengthWidth = isList ? widthOf(count + 1) : 0;
  const bits = lengthWidth + count * codec.sizes.reduce((sum, size) => sum + widthOf(size), 0);
  const whole = bits <= 32 ? space.reserve(bits) : undefined;
  const inside = whole ? Allocator.within(whole) : space;
  const length = isList ? inside.field(lengthWidth) : undefined;
  return { kind: "array", schema, codec, length, items: Array.from({ length: count }, () => fieldsOf(codec, inside)), whole };
};

const placeSlots = (
  schema: SetSchema | NetworkSchema,
  codec: Codec,
  atMost: number,
  counted: boolean,
  space: Allocator,
): SlotsPlace => {
  const widths = codec.sizes.map((size, i) => widthOf(i === 0 ? size + 1 : size));
  if (counted) widths.push(widthOf(atMost));
  const slots = Array.from({ length: atMost }, () => {
    const whole = widths.reduce((sum, width) => sum + width, 0);
    if (whole > 32) return widths.map((width) => space.field(width));
    const inside = Allocator.within(space.reserve(whole));
    return widths.map((width) => inside.field(width));
  });
  return { kind: "slots", schema, codec, atMost, slots, counted };
};

const placeMembers = (
  schema: SetSchema | NetworkSchema,
  codec: Codec,
  path: string,
  space: Allocator,
): BitsPlace | SlotsPlace => {
  const size = combinations(codec);
  if (isNarrow(codec) && size <= LARGEST_BITSET) {
    return { kind: "bits", schema, codec, firstBit: space.bits(size), size };
  }
  if (schema.atMost === undefined) {
    throw new SpecError(`${path}: ${size} possible members are too many for a bit each; give it a bound, { atMost: ... }`);
  }
  return placeSlots(schema, codec, schema.atMost, false, space);
};

const placeQueues = (schema: NetworkSchema, space: Allocator): QueuesPlace => {
  const codec = messageCodec(schema);
  const processes = schema.between!.values.length;
  const queues = Array.from({ length: processes * processes }, () => ({
    length: space.field(widthOf(schema.atMost! + 1)),
    items: Array.from({ length: schema.atMost! }, () => fieldsOf(codec, space)),
  }));
  return { kind: "queues", schema, codec, queues };
};

const place = (schema: Schema, path: string, space: Allocator): Place => {
  if (isScalar(schema) || schema.kind === "tuple" || schema.kind === "variants") {
    const codec = valueCodec(schema, path);
    return { kind: "value", schema, codec, fields: fieldsOf(codec, space) };
  }
  switch (schema.kind) {
    case "record":
    case "ghost":
      return placeRecord(schema, path, space);
    case "list":
      return placeArray(schema, path, space);
    case "map":
      if (!isInPlace(schema.values)) return placeArray(schema, path, space);
      return {
        kind: "map",
        keys: schema.keys,
        items: schema.keys.values.map((key) => place(schema.values, `${path}[${String(key)}]`, space)),
      };
    case "set":
      return placeMembers(schema, valueCodec(schema.of, path), path, space);
    case "network":
      if (schema.discipline === "ordered") return placeQueues(schema, space);
      if (schema.discipline === "sent") return placeMembers(schema, messageCodec(schema), path, space);
      return placeSlots(schema, messageCodec(schema), schema.atMost!, true, space);
  }
};

/** The layout of a state: its variables in declared order, each field within one word. */
export const layoutOf = (variables: readonly { readonly name: string; readonly schema: Schema }[]): Layout => {
  const space = new Allocator();
  const fields = Object.fromEntries(variables.map(({ name, schema }) => [name, schema]));
  const root = placeRecord({ kind: "record", fields }, "", space);
  if (space.words > MOST_WORDS) {
    throw new SpecError(
      `a state takes ${space.words * 4} bytes, more than ${MOST_WORDS * 4}. Bound its lists, sets, maps and networks further.`,
    );
  }
  return { root, words: Math.max(1, space.words), bits: space.used };
};
