// The copies of a replica, by key. In buckets, since a change copies the objects on its way (immer), and one of all keys is long.
import type { Draft } from "immer";
import type { Lsn } from "../../runtime/core.ts";
import { plain } from "./plain.ts";
import type { Copy } from "./version.ts";

export interface Held {
  readonly copy: Copy;
  /** Where the log says so: it outlives a crash once the log is durable up to here. */
  readonly lsn: Lsn;
}

/** A key as a property's name. With the sign in front none is `__proto__`, or a number that would be sorted. */
type Slot = `=${string}`;
export type Copies = Readonly<Record<Slot, Readonly<Record<Slot, Held>>>>;

const BUCKETS = 256;

/** FNV-1a of the key's UTF-16 units. Every node has the same: the order of keys when catching up rests on it. */
const bucketOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % BUCKETS;
};

const slotOf = (name: string | number): Slot => `=${name}`;

export const heldOf = (copies: Copies, key: string): Held | undefined => {
  const held = copies[slotOf(bucketOf(key))]?.[slotOf(key)];
  return held && plain(held);
};

export const hold = (copies: Draft<Copies>, key: string, held: Held): void => {
  const slot = slotOf(bucketOf(key));
  copies[slot] ??= {};
  copies[slot][slotOf(key)] = Object.freeze(held);
};

const keysOf = (bucket: Readonly<Record<Slot, Held>> | undefined): string[] =>
  Object.keys(bucket ?? {})
    .map((slot) => slot.slice(1))
    .sort();

/**
 * The first keys after this one, at most so many, in an order that is the same at every node: by bucket, and within it by name.
 * So a node can be asked chunk by chunk and need not remember by whom.
 */
export const keysAfter = (copies: Copies, after: string | null, most: number): string[] => {
  const found: string[] = [];
  const first = after === null ? 0 : bucketOf(after);
  for (let bucket = first; bucket < BUCKETS && found.length < most; bucket++) {
    const keys = keysOf(copies[slotOf(bucket)]);
    found.push(...(after !== null && bucket === first ? keys.filter((key) => key > after) : keys));
  }
  return found.slice(0, most);
};

/** All that is held. */
export const entriesOf = (copies: Copies): { readonly key: string; readonly copy: Copy }[] =>
  Object.values(plain(copies)).flatMap((bucket) =>
    Object.entries(bucket).map(([slot, { copy }]) => ({ key: slot.slice(1), copy })),
  );
