// The copies of a replica, by key.
import { type Buckets, bucketsOf, entries, find, having, namesAfter } from "../../runtime/buckets.ts";
import type { Lsn } from "../../runtime/core.ts";
import type { Copy } from "./version.ts";

export interface Held {
  readonly copy: Copy;
  /** Where the log says so: it outlives a crash once the log is durable up to here. */
  readonly lsn: Lsn;
}

export type Copies = Buckets<Held>;

export const heldOf = (copies: Copies, key: string): Held | undefined => find(copies, key);

export const copiesOf = (held: Iterable<readonly [key: string, held: Held]>): Copies => bucketsOf(held);

/** Those, and this one. */
export const withHeld = (copies: Copies, key: string, held: Held): Copies => having(copies, key, held);

export const keysAfter = (copies: Copies, after: string | null, most: number): string[] => namesAfter(copies, after, most);

/** All that is held. */
export const entriesOf = (copies: Copies): { readonly key: string; readonly copy: Copy }[] =>
  entries(copies).map(([key, { copy }]) => ({ key, copy }));
