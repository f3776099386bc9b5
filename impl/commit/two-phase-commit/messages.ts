// What the nodes of two-phase commit say to one another, keep on disk, are asked and answer.
import type { NodeId } from "../../runtime/core.ts";
import type { TransactionId, TransactionKey } from "./transaction-id.ts";
import type { Decision } from "./variants.ts";

export interface Place {
  readonly store: NodeId;
  readonly account: string;
}

/** Moves money. A client that asks again gives the same `id`, and the money is moved once. */
export interface Transfer {
  readonly type: "transfer";
  readonly id: string;
  readonly from: Place;
  readonly to: Place;
  /** Whole and positive: of the smallest coin. */
  readonly amount: number;
  /** More that is paid out of the same account. */
  readonly also?: readonly (Place & { readonly amount: number })[];
  /** Accounts that must hold so much when they are looked at, which need not be when the money moves. */
  readonly provided?: readonly (Place & { readonly atLeast: number })[];
}

export type Command =
  /** At a store. Opening an account again with the same amount does nothing. */
  | { readonly type: "open"; readonly account: string; readonly amount: number }
  /** At a store. */
  | { readonly type: "balance"; readonly account: string }
  /** At the coordinator. */
  | Transfer;

/** Why a transaction aborts: what a store found, or that it had refused before; or that somebody was not heard in time. */
export type Reason = "refused" | "locked" | "insufficient funds" | "unknown account" | "too much" | "timeout" | "restarted";

export type Outcome =
  | { readonly type: "committed" }
  /** Nothing was moved, nor will be: another try is another transfer, with an id of its own. */
  | { readonly type: "aborted"; readonly reason: Reason; readonly store: NodeId | null };

export type Result =
  | Outcome
  | { readonly type: "opened" }
  | { readonly type: "balance"; readonly amount: number }
  /** The account takes part in a transfer that is not decided, as far as the store knows. */
  | { readonly type: "locked" }
  | { readonly type: "unavailable"; readonly why: string }
  /** The command makes no sense, and will not later. */
  | { readonly type: "refused"; readonly why: string };

/** What a transaction does to an account. */
export type Operation =
  | { readonly account: string; readonly add: number }
  | { readonly account: string; readonly atLeast: number };

/** Where a store stands in a transaction in which it has a record. */
export type Standing = "prepared" | "committed" | "aborted";

export type Message =
  /** Can you do this? Nobody will ask about transactions before `low` any more. `writers` are those to whom it makes a difference. */
  | {
      readonly type: "Prepare";
      readonly tx: TransactionId;
      readonly low: TransactionId;
      readonly operations: readonly Operation[];
      readonly writers: readonly NodeId[];
    }
  | { readonly type: "Vote"; readonly tx: TransactionId; readonly vote: "yes" | "readOnly" }
  | { readonly type: "Vote"; readonly tx: TransactionId; readonly vote: "no"; readonly reason: Reason }
  | { readonly type: "Decision"; readonly tx: TransactionId; readonly decision: Decision }
  | { readonly type: "Ack"; readonly tx: TransactionId }
  /** I am in doubt: what was decided? */
  | { readonly type: "Inquiry"; readonly tx: TransactionId }
  /** From one store to another. */
  | { readonly type: "Answer"; readonly tx: TransactionId; readonly decision: Decision }
  /** From a store in doubt to another: the coordinator stays away, and I decide in its place, if all others let me. */
  | { readonly type: "TakeOver"; readonly tx: TransactionId }
  /** I let you, and this is where I stand. */
  | { readonly type: "Agreement"; readonly tx: TransactionId; readonly state: Standing };

/** A new balance. */
export interface Redo {
  readonly account: string;
  readonly balance: number;
}

export type CommitRecord =
  // The coordinator.
  /** It has begun to number transactions again, for the so manieth time. */
  | { readonly type: "started"; readonly start: number }
  | { readonly type: "collecting"; readonly tx: TransactionId; readonly transfer: Transfer }
  | { readonly type: "decided"; readonly tx: TransactionId; readonly transfer: Transfer; readonly outcome: Outcome }
  /** Everybody has acknowledged the decision, which need not have a record of its own. */
  | { readonly type: "end"; readonly tx: TransactionId; readonly outcome: Outcome }
  | ({ readonly type: "coordinatorCheckpoint" } & CoordinatorCheckpoint)
  // A participant.
  | { readonly type: "opened"; readonly account: string; readonly amount: number }
  | {
      readonly type: "prepared";
      readonly tx: TransactionId;
      readonly low: TransactionId;
      readonly redo: readonly Redo[];
      readonly writers: readonly NodeId[];
    }
  | { readonly type: "carriedOut"; readonly tx: TransactionId; readonly decision: Decision }
  | ({ readonly type: "participantCheckpoint" } & ParticipantCheckpoint);

/** All that the log said before it. */
export interface CoordinatorCheckpoint {
  readonly start: number;
  /** Null while it is not decided. */
  readonly transactions: readonly {
    readonly tx: TransactionId;
    readonly transfer: Transfer;
    readonly outcome: Outcome | null;
  }[];
  /** What transfers came to, first those that are to be forgotten first. */
  readonly remembered: readonly { readonly id: string; readonly digest: string; readonly outcome: Outcome }[];
}
export interface ParticipantCheckpoint {
  readonly low: TransactionId;
  readonly accounts: readonly { readonly account: string; readonly opened: number; readonly balance: number }[];
  readonly transactions: readonly {
    readonly tx: TransactionId;
    readonly state: Standing;
    readonly redo: readonly Redo[];
    readonly writers: readonly NodeId[];
  }[];
}

/** Of a transaction, at its coordinator or at a participant that is in doubt. */
export type Timer = `transaction ${TransactionKey}`;
