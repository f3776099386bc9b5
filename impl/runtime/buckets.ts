// A map with names that users choose, in a core's state: in buckets, since a change copies the objects on its way (immer), and one
// of all names is long. The buckets stand in rows for the same reason.
import type { Draft } from "immer";
import { plain } from "./plain.ts";

/** A name as a property's. With the sign in front none is `__proto__`, or a number that would be sorted. */
type Slot = `=${string}`;
type Slots<V> = Readonly<Record<Slot, V>>;
export type Buckets<V> = Slots<Slots<Slots<V>>>;

const ROWS = 16;
const BUCKETS = ROWS * ROWS;
/** Made once: to make a text of a number takes longer than to look it up. */
const SLOTS: readonly Slot[] = Array.from({ length: ROWS }, (_, i): Slot => `=${i}`);

/** FNV-1a of the name's UTF-16 units: the same at every node. */
const numberOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
};

const bucketOf = <V>(buckets: Buckets<V>, number: number): Slots<V> | undefined =>
  buckets[SLOTS[Math.floor(number / ROWS)]]?.[SLOTS[number % ROWS]];

export const find = <V>(buckets: Buckets<V>, name: string): V | undefined => {
  const found = bucketOf(buckets, numberOf(name))?.[`=${name}`];
  return found === undefined ? undefined : plain(found);
};

export const put = <V>(buckets: Draft<Buckets<V>>, name: string, value: V): void => {
  const rows = buckets as Record<Slot, Record<Slot, Record<Slot, V>>>;
  const number = numberOf(name);
  const [row, slot] = [SLOTS[Math.floor(number / ROWS)], SLOTS[number % ROWS]];
  rows[row] ??= {};
  rows[row][slot] ??= {};
  rows[row][slot][`=${name}`] = value;
};

export const bucketsOf = <V>(all: Iterable<readonly [name: string, value: V]>): Buckets<V> => {
  const buckets: Buckets<V> = {};
  for (const [name, value] of all) put(buckets as Draft<Buckets<V>>, name, value);
  return buckets;
};

/** The map with this value as well: a copy of what is on the way to it, and else the same. */
export const having = <V>(buckets: Buckets<V>, name: string, value: V): Buckets<V> => {
  const number = numberOf(name);
  const [row, slot] = [SLOTS[Math.floor(number / ROWS)], SLOTS[number % ROWS]];
  const slots = buckets[row];
  return { ...buckets, [row]: { ...slots, [slot]: { ...slots?.[slot], [`=${name}`]: value } } };
};

export const entries = <V>(buckets: Buckets<V>): (readonly [name: string, value: V])[] =>
  Object.values(plain(buckets))
    .flatMap((row) => Object.values(row))
    .flatMap((bucket) => Object.entries(bucket).map(([slot, value]) => [slot.slice(1), value] as const));

/**
 * The first names after this one, at most so many, in an order that is the same at every node: by bucket, and within it by name.
 * So a node can be asked chunk by chunk and need not remember by whom.
 */
export const namesAfter = (buckets: Buckets<unknown>, after: string | null, most: number): string[] => {
  const found: string[] = [];
  const first = after === null ? 0 : numberOf(after);
  for (let bucket = first; bucket < BUCKETS && found.length < most; bucket++) {
    const names = namesIn(bucketOf(buckets, bucket));
    found.push(...(after !== null && bucket === first ? names.filter((name) => name > after) : names));
  }
  return found.slice(0, most);
};

const namesIn = (bucket: Slots<unknown> | undefined): string[] =>
  Object.keys(bucket ?? {})
    .map((slot) => slot.slice(1))
    .sort();
