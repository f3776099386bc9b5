// The copies of a replica, by key.
import type { Draft } from "immer";
import { type Buckets, entries, find, namesAfter, put } from "../../runtime/buckets.ts";
import type { Lsn } from "../../runtime/core.ts";
import type { Copy } from "./version.ts";

export interface Held {
  readonly copy: Copy;
  /** Where the log says so: it outlives a crash once the log is durable up to here. */
  readonly lsn: Lsn;
}

export type Copies = Buckets<Held>;

export const heldOf = (copies: Copies, key: string): Held | undefined => find(copies, key);

/** Frozen, immer need not look through it. */
export const hold = (copies: Draft<Copies>, key: string, held: Held): void => put(copies, key, Object.freeze(held));

export const keysAfter = (copies: Copies, after: string | null, most: number): string[] => namesAfter(copies, after, most);

/** All that is held. */
export const entriesOf = (copies: Copies): { readonly key: string; readonly copy: Copy }[] =>
  entries(copies).map(([key, { copy }]) => ({ key, copy }));
