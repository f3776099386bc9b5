// The state as recipes see it: a tree of faces over one buffer of words.
import { isDense } from "../model/schema.ts";
import { arrayFaces } from "./array-faces.ts";
import { bitsFaces } from "./bits-faces.ts";
import type { Place, RecordPlace } from "./layout.ts";
import { queuesFaces } from "./queues-faces.ts";
import { type Member, recordFace } from "./record-faces.ts";
import { slotsFaces } from "./slots-faces.ts";

interface Faces<T> {
  readonly view: T;
  readonly draft: T;
}

const recordFaces = (place: RecordPlace, W: Int32Array): Faces<object> => {
  const members = place.fields.map((field, i) => memberFaces(place.names[i], field, W));
  return {
    view: recordFace(members.map(({ view }) => view), W, false),
    draft: recordFace(members.map(({ draft }) => draft), W, true),
  };
};

const memberFaces = (name: string, place: Place, W: Int32Array): Faces<Member> => {
  if (place.kind === "value") return { view: { name, value: place }, draft: { name, value: place } };
  if (place.kind === "array") {
    const { view, draft } = arrayFaces(place, W);
    return { view: { name, array: view }, draft: { name, array: draft } };
  }
  const { view, draft } = partFaces(place, W);
  return { view: { name, part: view }, draft: { name, part: draft } };
};

/** A map whose values are lists or maps of values has no parts to hold: its keys become the fields of a record. */
const keyedFaces = (names: readonly string[], items: readonly Place[], W: Int32Array): Faces<object> =>
  recordFaces({ kind: "record", ghost: false, names, fields: items }, W);

const partFaces = (place: Exclude<Place, { kind: "value" | "array" }>, W: Int32Array): Faces<object> => {
  switch (place.kind) {
    case "record":
      return recordFaces(place, W);
    case "bits":
      return bitsFaces(place, W);
    case "slots":
      return slotsFaces(place, W);
    case "queues":
      return queuesFaces(place, W);
    case "map": {
      const names = place.keys.values.map(String);
      if (place.items.some((item) => item.kind === "array")) return keyedFaces(names, place.items, W);
      const items = (place.items as (typeof place)[]).map((item) => partFaces(item, W));
      const holder = (faces: readonly object[]) =>
        Object.freeze(isDense(place.keys) ? faces : Object.fromEntries(faces.map((face, i) => [names[i], face])));
      return { view: holder(items.map(({ view }) => view)), draft: holder(items.map(({ draft }) => draft)) };
    }
  }
};

/** The view and the draft of a whole state. */
export const facesOf = (root: RecordPlace, W: Int32Array): Faces<Readonly<Record<string, unknown>>> =>
  recordFaces(root, W) as Faces<Readonly<Record<string, unknown>>>;
