// What the coordinator knows, and what a participant does.

import type { Buckets } from "../../runtime/buckets.ts";
import type { Lsn, NodeId } from "../../runtime/core.ts";
import type { CommitConfig } from "./config.ts";
import type { Outcome, Redo, Standing, Transfer } from "./messages.ts";
import type { TransactionId, TransactionKey } from "./transaction-id.ts";

interface Site {
  readonly config: CommitConfig;
  readonly self: NodeId;
  /** The last record's number. */
  readonly lsn: Lsn;
  readonly durable: Lsn;
  /** Records up to here were discarded, or may be once the checkpoint after them is durable. */
  readonly discarded: Lsn;
}

/** A transaction that the coordinator has not ended. */
export interface Transaction {
  readonly tx: TransactionId;
  readonly transfer: Transfer;
  /** Those that take part in it, and of these the ones to which it makes a difference whether it commits. */
  readonly stores: readonly NodeId[];
  readonly writers: readonly NodeId[];
  /** The clients that wait for what it comes to. */
  readonly askers: readonly { readonly session: string; readonly seq: number }[];
  /** Where the log must be durable before votes are asked for. */
  readonly asksAfter: Lsn;
  /** Null while votes are awaited. */
  readonly outcome: Outcome | null;
  /** Where the log says so; 0 where it needs no record. */
  readonly decidedAt: Lsn;
  /** Who has voted yes. */
  readonly yes: readonly NodeId[];
  /** Of whom nothing more is expected: who has voted no or read-only, or has acknowledged the decision. */
  readonly done: readonly NodeId[];
}

/** What a transfer came to, for a client that asks again. */
export interface Remembered {
  readonly id: string;
  /** In place of the transfer, which can be as long as a request: many of them would be too long for a checkpoint. */
  readonly digest: string;
  readonly outcome: Outcome;
  /** Where the log says so. */
  readonly at: Lsn;
}

export interface CoordinatorState extends Site {
  readonly role: "coordinator";
  /** How often it has begun to number transactions, on its disk. */
  readonly start: number;
  /** Where the log says so of this start; null when it has begun none since it booted. */
  readonly startedAt: Lsn | null;
  /** How many it has begun since. */
  readonly begun: number;
  readonly transactions: Readonly<Record<TransactionKey, Transaction>>;
  /** By id, in two generations: when the younger is full the older goes. */
  readonly remembered: {
    readonly young: Buckets<Remembered>;
    readonly size: number;
    readonly old: Buckets<Remembered>;
  };
}

export interface Account {
  /** What it was opened with. */
  readonly opened: number;
  readonly balance: number;
  /** Where the log says so. */
  readonly at: Lsn;
  /** The transaction that holds it. */
  readonly lock: TransactionKey | null;
}

/** A transaction in which a participant has a record. Who has only read, or refuses, has nothing to redo. */
export interface Entry {
  readonly tx: TransactionId;
  readonly state: Standing;
  /** The new balances of all accounts that it holds. */
  readonly redo: readonly Redo[];
  readonly writers: readonly NodeId[];
  /** Where the log says so. */
  readonly at: Lsn;
}

/** What a store in doubt has done to get out of it since it booted. */
export interface Doubt {
  /** How often it has asked; counted no further than its patience goes. */
  readonly asked: number;
  /** Who lets it take over, and where they stand. */
  readonly agreed: readonly { readonly store: NodeId; readonly state: Standing }[];
}

export interface ParticipantState extends Site {
  readonly role: "participant";
  readonly accounts: Buckets<Account>;
  readonly transactions: Readonly<Record<TransactionKey, Entry>>;
  /** Of those that it is in doubt of. */
  readonly doubts: Readonly<Record<TransactionKey, Doubt>>;
  /** Nobody asks about transactions before this one any more, and those that are decided are forgotten. */
  readonly low: TransactionId;
}
