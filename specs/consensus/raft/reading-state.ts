// What reads need besides: fields of a server, and ghosts.
import { boolean, type Domain, type Id, mapOf, optional, range, record, setOf, type WriteSet } from "../../language/index.ts";

type ServerId = Id<"server">;

/** What a server keeps besides, for reads. */
interface Reading {
  reading: boolean;
  readIndex: number;
  /** Who has confirmed the leader since the read, or the lease, began. */
  readonly heardFrom: WriteSet<ServerId>;
  clock: number;
  /** When, by its own clock, a leader last began to ask for its lease. */
  leaseFrom: number;
  /** Until when, by its own clock, a server votes for nobody. */
  promisedUntil: number;
}
interface Reads {
  readonly reads: Record<ServerId, { mustSee: number; saw: number | null }>;
}
// They are part of the state only where reads are; so its type does not know them.
export const readerOf = (self: object) => self as Reading;
export const readsOf = (s: object) => (s as unknown as { readonly history: Reads }).history.reads;

/** The longest time for which nobody votes, and by how much two clocks may differ. */
export const TIMEOUT = 3;
export const DRIFT = 1;

export const readingFields = (Server: Domain<ServerId>, Index: Domain<number>, ticks: number) => ({
  reading: boolean,
  readIndex: Index,
  heardFrom: setOf(Server),
  clock: range(0, ticks),
  leaseFrom: range(0, ticks),
  promisedUntil: range(0, ticks === 0 ? 0 : ticks + TIMEOUT),
});
export const readingDurable = { clock: 0, promisedUntil: 0 };
export const readingVolatile = { reading: false, readIndex: 0, heardFrom: [], leaseFrom: 0 };

/** Of each server's latest read: how many entries were committed when it began, and how many it saw. */
export const readGhosts = (Server: Domain<ServerId>, Index: Domain<number>) => ({
  reads: mapOf(Server, record({ mustSee: Index, saw: optional(Index) })),
});

export const stopReading = (self: object) => {
  const reader = readerOf(self);
  reader.reading = false;
  reader.readIndex = 0;
  reader.heardFrom.clear();
  reader.leaseFrom = 0;
};

export const mayVote = (self: object) => readerOf(self).clock >= readerOf(self).promisedUntil;
