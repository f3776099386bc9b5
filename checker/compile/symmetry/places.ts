// A layout as leaves, those together that differ only in the ids that lead to them.

import type { NetworkSchema, ScalarSchema, Schema } from "../../model/schema.ts";
import type { Codec } from "../words/codec.ts";
import type { Layout, Place, QueuesPlace } from "../words/layout.ts";
import { hashOfText } from "./hash-of-text.ts";
import { BitsLeaf, type Leaf, ListLeaf, SlotsLeaf, ValueLeaf } from "./leaves.ts";
import { IdValues, type SymmetricIds } from "./values.ts";

/** A place: one leaf for each choice of the ids that lead to it, the last of them changing fastest. */
export interface IdPlace {
  readonly hash: number;
  readonly leaves: readonly { readonly leaf: Leaf; readonly keys: readonly number[] }[];
}

interface Found {
  readonly path: string;
  readonly leaves: readonly { readonly leaf: Leaf; readonly keys: readonly number[] }[];
}

/** All places of a layout. */
export const placesOf = (layout: Layout, symmetric: SymmetricIds): IdPlace[] =>
  new Places(symmetric).of(layout.root, "").map(({ path, leaves }) => ({ hash: hashOfText(path), leaves }));

/** Writes a state with its ids exchanged. */
export const moveAll = (
  places: readonly IdPlace[],
  symmetric: SymmetricIds,
  W: Int32Array,
  images: Int32Array,
  into: Int32Array,
): void => {
  into.fill(0);
  for (const { leaves } of places) {
    for (const { leaf, keys } of leaves) leaf.move(W, leaves[symmetric.placeOf(keys, images)].leaf, into, images);
  }
};

class Places {
  readonly #symmetric: SymmetricIds;

  constructor(symmetric: SymmetricIds) {
    this.#symmetric = symmetric;
  }

  of(place: Place, path: string): Found[] {
    switch (place.kind) {
      case "record":
        return place.fields.flatMap((field, i) => this.of(field, `${path}.${place.names[i]}`));
      case "map":
        return this.#byKey(place.keys, path, (i, inside) => this.of(place.items[i], inside));
      case "value":
        return [leafAt(path, new ValueLeaf(place.fields, this.#values(place.schema, place.codec)))];
      case "array": {
        const { schema, codec, length, items } = place;
        if (schema.kind === "list") return [leafAt(path, new ListLeaf(length!, items, this.#values(schema.of, codec)))];
        const values = this.#values(schema.values, codec);
        return this.#byKey(schema.keys, path, (i, inside) => [leafAt(inside, new ValueLeaf(items[i], values))]);
      }
      case "bits":
        return [leafAt(path, new BitsLeaf(place.firstBit, place.size, this.#members(place.schema, place.codec)))];
      case "slots":
        return [leafAt(path, new SlotsLeaf(place.slots, place.counted, this.#members(place.schema, place.codec)))];
      case "queues":
        return this.#queues(place, path);
    }
  }

  #queues({ schema, codec, queues }: QueuesPlace, path: string): Found[] {
    const between = schema.between!;
    const values = this.#values(messageOf(schema), codec);
    return this.#byKey(between, path, (sender, inside) =>
      this.#byKey(between, inside, (receiver, within) => {
        const { length, items } = queues[sender * between.values.length + receiver];
        return [leafAt(within, new ListLeaf(length, items, values))];
      }),
    );
  }

  /** What lies under each key: together, where the keys are symmetric. */
  #byKey(keys: ScalarSchema, path: string, under: (i: number, path: string) => Found[]): Found[] {
    const first = this.#symmetric.first(keys);
    if (first === undefined) return keys.values.flatMap((_, i) => under(i, `${path}[${i}]`));
    const all = keys.values.map((_, i) => under(i, `${path}[#]`));
    return all[0].map(({ path: inside }, place) => ({
      path: inside,
      leaves: all.flatMap((found, i) => found[place].leaves.map(({ leaf, keys }) => ({ leaf, keys: [first + i, ...keys] }))),
    }));
  }

  #members(schema: Parameters<typeof memberOf>[0], codec: Codec): IdValues {
    return this.#values(memberOf(schema), codec);
  }

  #values(schema: Schema, codec: Codec): IdValues {
    return new IdValues(schema, codec, this.#symmetric);
  }
}

const leafAt = (path: string, leaf: Leaf): Found => ({ path, leaves: [{ leaf, keys: [] }] });
const messageOf = ({ shapes }: NetworkSchema): Schema => ({ kind: "variants", shapes });
const memberOf = (schema: { readonly kind: "set"; readonly of: Schema } | NetworkSchema): Schema =>
  schema.kind === "set" ? schema.of : messageOf(schema);
