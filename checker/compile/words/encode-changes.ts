import type { Loose } from "../../model/model.ts";
import type { Field } from "./allocator.ts";
import { encodePlace } from "./encode.ts";
import { writeField } from "./fields.ts";
import type { BitsPlace, Place } from "./layout.ts";

const zero = (fields: readonly Field[], W: Int32Array) => {
  for (const field of fields) writeField(W, field, 0);
};

const zeroBits = ({ firstBit, size }: BitsPlace, W: Int32Array) => {
  for (let bit = firstBit; bit < firstBit + size; bit++) W[bit >>> 5] &= ~(1 << (bit & 31));
};

const clear = (place: Place, W: Int32Array): void => {
  switch (place.kind) {
    case "array":
      if (place.length) zero([place.length], W);
      for (const item of place.items) zero(item, W);
      return;
    case "bits":
      zeroBits(place, W);
      return;
    case "slots":
      for (const slot of place.slots) zero(slot, W);
      return;
    case "queues":
      for (const { length, items } of place.queues) {
        zero([length], W);
        for (const item of items) zero(item, W);
      }
  }
};

/**
 * Turns the words of one plain state into those of its successor. Parts that a step leaves alone are the same objects in both,
 * so that only what it changed is encoded.
 */
export const encodeChanges = (place: Place, before: Loose, after: Loose, W: Int32Array, path = ""): void => {
  if (before === after) return;
  if (place.kind === "record") {
    for (let i = 0; i < place.names.length; i++) {
      const name = place.names[i];
      encodeChanges(place.fields[i], before[name], after[name], W, path === "" ? name : `${path}.${name}`);
    }
  } else if (place.kind === "map") {
    const keys = place.keys.values as readonly PropertyKey[];
    for (let i = 0; i < keys.length; i++) encodeChanges(place.items[i], before[keys[i]], after[keys[i]], W, path);
  } else {
    clear(place, W);
    encodePlace(place, after, W, "plain", path);
  }
};
