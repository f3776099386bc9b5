// What a node of the quorum store knows, as a replica and as a coordinator.
import type { Lsn, NodeId } from "../../runtime/core.ts";
import type { QuorumStoreConfig } from "./config.ts";
import type { Copies } from "./copies.ts";
import type { Command, Message } from "./messages.ts";
import type { Copy } from "./version.ts";
import type { Writes } from "./writes.ts";

export interface Answer {
  readonly from: NodeId;
  readonly copy: Copy | null;
}

/** Replicas are asked first, by writers too; then a copy is stored: by a writer its own, by a reader what it returns. */
export type Phase = "asking" | "storing";

/** An operation of a client that this node coordinates. */
export interface Operation {
  readonly number: number;
  readonly session: string;
  readonly seq: number;
  readonly command: Command;
  readonly r: number;
  readonly w: number;
  readonly phase: Phase;
  readonly answers: readonly Answer[];
  /** What is being stored. */
  readonly copy: Copy | null;
  /** Where the log must be durable before anybody is sent it. */
  readonly after: Lsn;
  /** The replicas that have said that they hold it, or something newer. */
  readonly stored: readonly NodeId[];
  /** How often the phase may still be tried again. */
  readonly tries: number;
}

/** How far this node has caught up with another. */
export interface CatchUp {
  readonly node: NodeId;
  /** The key after which it asked for versions. */
  readonly after: string | null;
  /** The last key of which it was told one; null when there are no more. */
  readonly next: string | null;
  /** The keys of which the other holds something newer. */
  readonly wanted: readonly string[];
}

export interface StoreState {
  readonly config: QuorumStoreConfig;
  readonly self: NodeId;

  // The log.
  /** The last record's number. */
  readonly lsn: Lsn;
  readonly durable: Lsn;
  /** Records up to here were discarded, or may be once the checkpoint after them is durable. */
  readonly discarded: Lsn;

  // The replica.
  readonly copies: Copies;
  /** How many keys there are. */
  readonly keys: number;
  /** With which others it has not caught up yet. */
  readonly catchUp: readonly CatchUp[];

  // The coordinator.
  /** How often this node has started to coordinate, on its disk. */
  readonly start: number;
  /** Where the log says so of this start; null when it has coordinated nothing since it booted. */
  readonly startedAt: Lsn | null;
  /** How many operations it has begun since. */
  readonly begun: number;
  readonly operations: Readonly<Record<number, Operation>>;
  /** The writes of which it has chosen the versions, for clients that ask again. */
  readonly writes: Writes;

  /** Messages to itself that wait for the log, as those to others do outside. */
  readonly loopback: readonly { readonly message: Message; readonly after: Lsn }[];
}
