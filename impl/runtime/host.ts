// One node as a value: what it has in memory, what is on its disk, and what it has decided but not yet let out. Explorer and
// simulator share it, so that what a crash keeps and what has to wait for the disk is said once.
import type { Effect, Lsn, NodeId, Protocol } from "./core.ts";

export type Host<P extends Protocol> = UpHost<P> | DownHost<P>;

export interface UpHost<P extends Protocol> {
  readonly up: true;
  readonly core: P["state"];
  readonly disk: Disk<P>;
  /** Sends, replies and discards whose `after` is not durable yet, in the order in which they were wanted. */
  readonly held: readonly Held<P>[];
  /** The armed timers, with their intervals in milliseconds. */
  readonly timers: Timers<P>;
  /** The question that has to be answered before anything else is handed to the core. */
  readonly choice: Choice | undefined;
}

/** Only the disk is left, and nothing on it is pending. */
export interface DownHost<P extends Protocol> {
  readonly up: false;
  readonly core: undefined;
  readonly disk: Disk<P>;
  readonly held: readonly [];
  readonly timers: Timers<P>;
  readonly choice: undefined;
}

export interface Disk<P extends Protocol> {
  /** The log is durable up to here. */
  readonly lsn: Lsn;
  /** What is durable: the last record has the number `lsn`. */
  readonly records: readonly P["record"][];
  /** Appended but not durable: the first has the number `lsn + 1`. A crash keeps some prefix of it. */
  readonly pending: readonly P["record"][];
  /** Records up to here are no longer needed; a disk that keeps them hands some or all of them to `boot` again. */
  readonly discarded: Lsn;
}

export type Timers<P extends Protocol> = Readonly<Partial<Record<P["timer"], readonly [least: number, most: number]>>>;

export interface Choice {
  readonly label: string;
  readonly of: number;
}

export type Send<P extends Protocol> = Extract<Effect<P>, { readonly kind: "send" }>;
export type Answer<P extends Protocol> = Extract<Effect<P>, { readonly kind: "reply" }>;
export type Discard<P extends Protocol> = Extract<Effect<P>, { readonly kind: "discard" }>;
/** What may have to wait for the disk. */
export type Held<P extends Protocol> = Send<P> | Answer<P> | Discard<P>;
/** What leaves the node. */
export type Leaving<P extends Protocol> = Send<P> | Answer<P>;

/** What a step made of a node. */
export interface Moved<P extends Protocol> {
  readonly host: UpHost<P>;
  /** What leaves the node now, held back before or not, in order. */
  readonly leaving: readonly Leaving<P>[];
  /** All that the core wanted in this step, whether it happens now or waits for the disk. */
  readonly effects: readonly Effect<P>[];
}

/** The number of the last record that was appended, durable or not. */
export const lastLsn = <P extends Protocol>(disk: Disk<P>): Lsn => disk.lsn + disk.pending.length;

/** The number of the first record that the disk still holds; when it holds none, of the next that it will. */
export const firstLsn = <P extends Protocol>(disk: Disk<P>): Lsn => disk.lsn - disk.records.length + 1;

/** A disk that was never written to. */
export const emptyDisk: Disk<never> = Object.freeze({
  lsn: 0,
  records: Object.freeze([]),
  pending: Object.freeze([]),
  discarded: 0,
});

/** A cluster's nodes: who there is, and how each is configured. */
export type Configs<P extends Protocol> = Readonly<Record<NodeId, P["config"]>>;
