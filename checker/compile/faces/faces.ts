// The state as recipes see it: a tree of faces over one store.
import { isDense } from "../../model/schema.ts";
import type { MapPlace, Place, RecordPlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { arrayFaces } from "./array-faces.ts";
import { bitsFaces } from "./bits-faces.ts";
import { queuesFaces } from "./queues-faces.ts";
import { type Member, recordFace } from "./record-faces.ts";
import { slotsFaces } from "./slots-faces.ts";

interface Faces<T> {
  readonly view: T;
  readonly draft: T;
}

const recordFaces = (place: RecordPlace, store: Store): Faces<object> => {
  const members = place.fields.map((field, i) => memberFaces(place.names[i], field, store));
  return {
    view: recordFace(
      members.map(({ view }) => view),
      store,
      false,
    ),
    draft: recordFace(
      members.map(({ draft }) => draft),
      store,
      true,
    ),
  };
};

const memberFaces = (name: string, place: Place, store: Store): Faces<Member> => {
  if (place.kind === "value") return { view: { name, value: place }, draft: { name, value: place } };
  if (place.kind === "array") {
    const { view, draft } = arrayFaces(place, store);
    return { view: { name, array: view }, draft: { name, array: draft } };
  }
  const { view, draft } = partFaces(place, store);
  const isOfLists = place.kind === "map" && place.items.every((item) => item.kind === "array" && item.schema.kind === "list");
  const assigned = isOfLists ? { assign: (value: unknown) => assignLists(place, draft as Lists, value) } : {};
  return { view: { name, part: view }, draft: { name, part: draft, ...assigned } };
};

type Lists = Record<string, unknown>;

/** A map of lists may be assigned as a map of other values may, though each list lies by itself. */
const assignLists = ({ keys }: MapPlace, draft: Lists, value: unknown): void => {
  if (value === draft) return;
  const names = keys.values.map(String);
  const isAlike = typeof value === "object" && value !== null && Array.isArray(value) === isDense(keys);
  if (!isAlike || Object.keys(value).length !== names.length) throw new Refusal("a map by other keys");
  for (const name of names) draft[name] = (value as Lists)[name];
};

/** A map whose values are lists or maps of values has no parts to hold: its keys become the fields of a record. */
const keyedFaces = (names: readonly string[], items: readonly Place[], store: Store): Faces<object> =>
  recordFaces({ kind: "record", ghost: false, names, fields: items }, store);

const partFaces = (place: Exclude<Place, { kind: "value" | "array" }>, store: Store): Faces<object> => {
  switch (place.kind) {
    case "record":
      return recordFaces(place, store);
    case "bits":
      return bitsFaces(place, store);
    case "slots":
      return slotsFaces(place, store);
    case "queues":
      return queuesFaces(place, store);
    case "map": {
      const names = place.keys.values.map(String);
      if (place.items.some((item) => item.kind === "array")) return keyedFaces(names, place.items, store);
      const items = (place.items as (typeof place)[]).map((item) => partFaces(item, store));
      const holder = (faces: readonly object[]) =>
        Object.freeze(isDense(place.keys) ? faces : Object.fromEntries(faces.map((face, i) => [names[i], face])));
      return { view: holder(items.map(({ view }) => view)), draft: holder(items.map(({ draft }) => draft)) };
    }
  }
};

type StateFaces = Faces<Readonly<Record<string, unknown>>>;

const known = new WeakMap<RecordPlace, Map<Store, StateFaces>>();

/** The view and the draft of a whole state: one of each for a layout and a store. */
export const facesOf = (root: RecordPlace, store: Store): StateFaces => {
  const byStore = known.get(root) ?? new Map<Store, StateFaces>();
  known.set(root, byStore);
  const faces = byStore.get(store) ?? (recordFaces(root, store) as StateFaces);
  byStore.set(store, faces);
  return faces;
};
