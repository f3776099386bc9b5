// A state's words as the plain values of the reference engine.
import { isDense, type NetworkSchema, type SetSchema } from "../../model/schema.ts";
import { plainBag, plainChannels, plainSent, plainSet } from "../../reference/collections.ts";
import type { PlainState } from "../../reference/plain.ts";
import { plainRecord } from "../../reference/plain-record.ts";
import { canonical } from "../../reference/values.ts";
import { readField } from "./fields.ts";
import type { ArrayPlace, BitsPlace, Place, QueuesPlace, RecordPlace, SlotsPlace } from "./layout.ts";

type Words = ArrayLike<number>;

const decodeArray = (place: ArrayPlace, W: Words): unknown => {
  const { schema, codec, length, items } = place;
  const count = length ? readField(W, length) : items.length;
  const values = items.slice(0, count).map((fields) =>
    codec.join(
      fields.map((field) => readField(W, field)),
      0,
    ),
  );
  if (schema.kind === "list") return canonical(schema, values);
  const elements = values.map((value) => canonical(schema.values, value));
  return Object.freeze(
    isDense(schema.keys) ? elements : Object.fromEntries(schema.keys.values.map((key, i) => [key, elements[i]])),
  );
};

const bitsOf = ({ firstBit, size, codec }: BitsPlace, W: Words): unknown[] => {
  const members: unknown[] = [];
  for (let bit = firstBit; bit < firstBit + size; bit++)
    if ((W[bit >>> 5] >>> (bit & 31)) & 1) members.push(codec.unrank(bit - firstBit));
  return members;
};

const slotsOf = ({ slots, codec, counted }: SlotsPlace, W: Words): [unknown, number][] => {
  const rows = slots.map((fields) => fields.map((field) => readField(W, field))).filter(([first]) => first > 0);
  return rows.map((row) => {
    const copies = counted ? 1 + row[row.length - 1] : 1;
    return [codec.join([row[0] - 1, ...row.slice(1)], 0), copies];
  });
};

const queued = ({ queues, codec }: QueuesPlace, W: Words): unknown[] =>
  queues.flatMap(({ length, items }) =>
    items.slice(0, readField(W, length)).map((fields) =>
      codec.join(
        fields.map((field) => readField(W, field)),
        0,
      ),
    ),
  );

const collection = (schema: SetSchema | NetworkSchema, members: readonly unknown[], name: string): unknown =>
  schema.kind === "set" ? plainSet(schema, members) : plainSent(schema, members, name);

const decodePlace = (place: Place, W: Words, name: string): unknown => {
  switch (place.kind) {
    case "value":
      return canonical(
        place.schema,
        place.codec.join(
          place.fields.map((field) => readField(W, field)),
          0,
        ),
      );
    case "record":
      return decodeRecord(place, W);
    case "map": {
      const items = place.items.map((item) => decodePlace(item, W, name));
      return Object.freeze(
        isDense(place.keys) ? items : Object.fromEntries(place.keys.values.map((key, i) => [key, items[i]])),
      );
    }
    case "array":
      return decodeArray(place, W);
    case "bits":
      return collection(place.schema, bitsOf(place, W), name);
    case "slots": {
      const entries = slotsOf(place, W);
      const { schema } = place;
      if (schema.kind === "network" && schema.discipline === "unordered") return plainBag(schema, entries, name);
      return collection(
        schema,
        entries.map(([member]) => member),
        name,
      );
    }
    case "queues":
      return plainChannels(place.schema, queued(place, W), name);
  }
};

const decodeRecord = ({ names, fields }: RecordPlace, W: Words): PlainState =>
  plainRecord(Object.fromEntries(names.map((name, i) => [name, decodePlace(fields[i], W, name)])));

export const decode = (root: RecordPlace, W: Words): PlainState => decodeRecord(root, W);
