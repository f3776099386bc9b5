// What a finished search never saw, read off the states it stored.

import type { Coverage } from "../../explore/search.ts";
import type { Model } from "../../model/model.ts";
import { isScalar, type ScalarSchema } from "../../model/schema.ts";
import { nameOf } from "../../reference/show.ts";
import type { Field } from "../words/allocator.ts";
import type { Layout, Place } from "../words/layout.ts";
import type { Kernel } from "./kernel.ts";

interface Leaf {
  /** `rm[rm1].state`. */
  readonly path: string;
  /** `rm[].state`. */
  readonly pattern: string;
  readonly place: Place;
}

const leavesOf = (place: Place, path: string, pattern: string): Leaf[] => {
  if (place.kind === "record") {
    const below = (base: string, name: string) => (base === "" ? name : `${base}.${name}`);
    return place.fields.flatMap((field, i) => leavesOf(field, below(path, place.names[i]), below(pattern, place.names[i])));
  }
  if (place.kind === "map") {
    return place.items.flatMap((item, i) =>
      leavesOf(item, `${path}[${nameOf(place.keys, place.keys.values[i])}]`, `${pattern}[]`),
    );
  }
  if (place.kind === "array" && place.schema.kind === "map") {
    const { keys, values } = place.schema;
    return place.items.map((fields, i) => ({
      path: `${path}[${nameOf(keys, keys.values[i])}]`,
      pattern: `${pattern}[]`,
      place: { kind: "value", schema: values, codec: place.codec, fields },
    }));
  }
  return [{ path, pattern, place }];
};

const fieldsOf = (place: Place): readonly Field[] => {
  switch (place.kind) {
    case "value":
      return place.fields;
    case "array":
      return [...(place.length ? [place.length] : []), ...place.items.flat()];
    case "slots":
      return place.slots.flat();
    case "queues":
      return place.queues.flatMap(({ length, items }) => [length, ...items.flat()]);
    default:
      return [];
  }
};

/** The bits that differ in some state from the first one. */
const changedBits = (arena: Int32Array, count: number, words: number): Int32Array => {
  const changed = new Int32Array(words);
  for (let word = 0; word < words; word++) {
    let bits = 0;
    for (let i = 0, at = word; i < count; i++, at += words) bits |= arena[at] ^ arena[word];
    changed[word] = bits;
  }
  return changed;
};

const isChanged = (place: Place, changed: Int32Array): boolean => {
  if (place.kind === "bits") {
    for (let bit = place.firstBit; bit < place.firstBit + place.size; bit++)
      if ((changed[bit >>> 5] >>> (bit & 31)) & 1) return true;
    return false;
  }
  return fieldsOf(place).some(({ word, shift, width }) => width > 0 && ((changed[word] >>> shift) & (2 ** width - 1)) !== 0);
};

/** An enumeration, which is worth saying of that some value was never held. */
const enumerationOf = (place: Place): ScalarSchema | undefined =>
  place.kind === "value" && isScalar(place.schema) && place.schema.kind === "oneOf" ? place.schema : undefined;

const valuesNeverSeen = (leaves: readonly Leaf[], arena: Int32Array, count: number, words: number): string[] => {
  const seen = new Map<string, { schema: ScalarSchema; ranks: Uint8Array }>();
  for (const { pattern, place } of leaves) {
    const schema = enumerationOf(place);
    if (!schema) continue;
    if (!seen.has(pattern)) seen.set(pattern, { schema, ranks: new Uint8Array(schema.values.length) });
    const { ranks } = seen.get(pattern)!;
    const [{ word, shift, width }] = fieldsOf(place);
    const mask = 2 ** width - 1;
    for (let i = 0, at = word; i < count; i++, at += words) ranks[(arena[at] >>> shift) & mask] = 1;
  }
  return [...seen].flatMap(([pattern, { schema, ranks }]) =>
    schema.values.filter((_, rank) => ranks[rank] === 0).map((value) => `${pattern}: ${nameOf(schema, value)}`),
  );
};

const guardsAlwaysTrue = (model: Model, kernel: Kernel): string[] => {
  const conditions = model.actions.flatMap(({ name, conditions }) =>
    conditions.map((c) => (c.name === undefined ? name : `${name}.${c.name}`)),
  );
  return conditions.filter((_, i) => kernel.evaluated[i] === 1 && kernel.falsified[i] === 0);
};

export const coverageOf = (model: Model, layout: Layout, kernel: Kernel): Coverage => {
  const leaves = leavesOf(layout.root, "", "");
  const arena = kernel.arena();
  const changed = changedBits(arena, kernel.count, layout.words);
  return {
    guardsAlwaysTrue: guardsAlwaysTrue(model, kernel),
    variablesNeverChanged: leaves.filter(({ place }) => !isChanged(place, changed)).map(({ path }) => path),
    valuesNeverSeen: valuesNeverSeen(leaves, arena, kernel.count, layout.words),
    premisesNeverHeld: model.invariants
      .filter(({ premise }, i) => premise && kernel.premisesHeld[i] === 0)
      .map(({ name }) => name),
  };
};
