// A map with names that users choose. In buckets, since a change copies the objects on its way (immer), and one of all names is long.
import type { Draft } from "immer";
import { plain } from "./plain.ts";

/** A name as a property's. With the sign in front none is `__proto__`, or a number that would be sorted. */
type Slot = `=${string}`;
export type Buckets<V> = Readonly<Record<Slot, Readonly<Record<Slot, V>>>>;

const BUCKETS = 256;

/** FNV-1a of the name's UTF-16 units. */
const bucketOf = (name: string): Slot => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return `=${(hash >>> 0) % BUCKETS}`;
};

export const find = <V>(buckets: Buckets<V>, name: string): V | undefined => {
  const found = buckets[bucketOf(name)]?.[`=${name}`];
  return found === undefined ? undefined : plain(found);
};

export const put = <V>(buckets: Draft<Buckets<V>>, name: string, value: V): void => {
  const all = buckets as Record<Slot, Record<Slot, V>>;
  const slot = bucketOf(name);
  all[slot] ??= {};
  all[slot][`=${name}`] = value;
};

export const entries = <V>(buckets: Buckets<V>): (readonly [name: string, value: V])[] =>
  Object.values(plain(buckets)).flatMap((bucket) =>
    Object.entries(bucket).map(([slot, value]) => [slot.slice(1), value] as const),
  );
