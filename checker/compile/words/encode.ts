// Plain states, and states in the form of `init`, as words.
import { copiesOf } from "../../model/copies-of.ts";
import type { Loose } from "../../model/model.ts";
import type { Field } from "./allocator.ts";
import type { Codec } from "./codec.ts";
import { writeField } from "./fields.ts";
import type { ArrayPlace, BitsPlace, Place, QueuesPlace, RecordPlace, SlotsPlace } from "./layout.ts";
import { Refusal } from "./words.ts";

/** `init` gives a map by one value for all keys or a function of the key, a plain state key by key. */
type Form = "plain" | "init";

const ranksOf = (codec: Codec, value: unknown, path: string): number[] => {
  const ranks: number[] = [];
  if (!codec.split(value, ranks, 0)) throw new Refusal(`${path} is ${JSON.stringify(value)}, outside its domain`);
  return ranks;
};

const put = (fields: readonly Field[], ranks: readonly number[], W: Int32Array) => {
  fields.forEach((field, i) => {
    writeField(W, field, ranks[i]);
  });
};

const atKey = (value: Loose, key: unknown, form: Form): Loose => {
  if (form === "plain") return value[key as PropertyKey];
  return typeof value === "function" ? value(key) : value;
};

const encodeArray = ({ schema, codec, length, items }: ArrayPlace, value: Loose, W: Int32Array, form: Form, path: string) => {
  const elements: unknown[] = schema.kind === "list" ? [...value] : schema.keys.values.map((key) => atKey(value, key, form));
  if (elements.length > items.length)
    throw new Refusal(`${path} holds ${elements.length} elements, more than its ${items.length}; raise atMost`);
  if (length) writeField(W, length, elements.length);
  elements.forEach((element, i) => {
    put(items[i], ranksOf(codec, element, path), W);
  });
};

const compareRows = (one: readonly number[], other: readonly number[]) => {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return 0;
};

const encodeSlots = ({ codec, slots, counted }: SlotsPlace, value: Loose, W: Int32Array, path: string) => {
  const entries = tally(value, copiesOf(value), codec, path);
  const rows = entries.map(([member, copies]) => [...ranksOf(codec, member, path), ...(counted ? [copies - 1] : [])]);
  const size = counted ? entries.reduce((sum, [, copies]) => sum + copies, 0) : rows.length;
  if (size > slots.length) throw new Refusal(`${path} holds ${size} members, more than its ${slots.length}; raise atMost`);
  rows.sort(compareRows).forEach((row, i) => {
    put(slots[i], [row[0] + 1, ...row.slice(1)], W);
  });
};

const encodeBits = ({ schema, codec, firstBit }: BitsPlace, value: Loose, W: Int32Array, path: string) => {
  const ranks = new Set<number>();
  for (const member of value) ranks.add(ranksOf(codec, member, path)[0]);
  const { atMost = ranks.size } = schema;
  if (ranks.size > atMost) throw new Refusal(`${path} holds ${ranks.size} members, more than its ${atMost}; raise atMost`);
  for (const rank of ranks) W[(firstBit + rank) >>> 5] |= 1 << ((firstBit + rank) & 31);
};

/** Each member with its copies. Several may be one here: those that differ only in fields that are not of this type. */
const tally = (
  members: Iterable<unknown>,
  copies: (member: unknown) => number,
  codec: Codec,
  path: string,
): [unknown, number][] => {
  const counts = new Map<string, [unknown, number]>();
  for (const member of members) {
    const key = ranksOf(codec, member, path).join();
    const known = counts.get(key);
    if (known) known[1] += copies(member);
    else counts.set(key, [member, copies(member)]);
  }
  return [...counts.values()];
};

const encodeQueues = ({ schema, codec, queues }: QueuesPlace, value: Loose, W: Int32Array, path: string) => {
  const between = schema.between!.values;
  const filled = queues.map(() => 0);
  for (const message of value) {
    const queue = between.indexOf(message.from) * between.length + between.indexOf(message.to);
    const { length, items } = queues[queue];
    if (filled[queue] === items.length)
      throw new Refusal(`${path}: a queue holds more than its ${items.length} messages; raise atMost`);
    put(items[filled[queue]], ranksOf(codec, message, path), W);
    writeField(W, length, ++filled[queue]);
  }
};

/** Not a face of a state, of which a mapping may hand on a record. */
const isLiteral = (value: object) => Object.getPrototypeOf(value) === Object.prototype;

export const encodePlace = (place: Place, value: Loose, W: Int32Array, form: Form, path: string): void => {
  switch (place.kind) {
    case "value":
      put(place.fields, ranksOf(place.codec, value, path), W);
      return;
    case "record":
      if (isLiteral(value) && Object.keys(value).length > place.names.length)
        throw new Refusal(`${path || "the state"} has other fields`);
      place.names.forEach((name, i) => {
        encodePlace(place.fields[i], value[name], W, form, path === "" ? name : `${path}.${name}`);
      });
      return;
    case "map":
      place.keys.values.forEach((key, i) => {
        encodePlace(place.items[i], atKey(value, key, form), W, form, path);
      });
      return;
    case "array":
      encodeArray(place, value, W, form, path);
      return;
    case "bits":
      encodeBits(place, value, W, path);
      return;
    case "slots":
      encodeSlots(place, value, W, path);
      return;
    case "queues":
      encodeQueues(place, value, W, path);
  }
};

/** Writes a state over the words, all of which are first set to zero. */
export const encode = (root: RecordPlace, state: Loose, W: Int32Array, words: number, form: Form): void => {
  W.fill(0, 0, words);
  encodePlace(root, state, W, form, "");
};
