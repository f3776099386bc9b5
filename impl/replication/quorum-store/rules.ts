// What the protocol decides, each decision by its name, so that a test can put a wrong one in its place.
import type { Lsn, NodeId } from "../../runtime/core.ts";
import type { Held } from "./copies.ts";
import type { Command, OperationId, Result, StoreRecord } from "./messages.ts";
import type { Answer, Phase } from "./state.ts";
import { type Copy, isNewer, type Version } from "./version.ts";
import type { Write } from "./writes.ts";

type Newer = (one: Copy | null, other: Copy | null) => boolean;

interface RequestId {
  readonly session: string;
  readonly seq: number;
}

export interface QuorumRules {
  /** The order of copies. */
  readonly newer: Newer;

  // The coordinator.
  /** Whether a request is one that it knows. */
  isSameRequest(known: RequestId, asked: RequestId): boolean;
  /** What the coordinator calls itself since it booted, given what the log says of its last start. */
  nextStart(last: number): number;
  /** Whether a reply is to an operation since this node booted. */
  isToThisStart(op: OperationId, start: number): boolean;
  /** Whether an operation waits for replies of this kind. */
  awaits(phase: Phase, reply: "Answer" | "Stored"): boolean;
  /** Whether a replica that was heard in this phase is new. */
  isNew(from: NodeId, heard: readonly NodeId[]): boolean;
  readQuorum(answers: readonly Answer[], r: number): boolean;
  /** What the answers say that there is. */
  newest(answers: readonly Answer[], newer: Newer): Copy | null;
  nextVersion(read: Copy | null, writer: Omit<Version, "counter">): Version;
  /** Whether a read that is to write back must do so still, when these hold what it returns. */
  writeBackNeeded(holders: readonly NodeId[], w: number): boolean;
  writeQuorum(stored: readonly NodeId[], w: number): boolean;
  /** Where the log must be durable before anybody is sent a copy, when it says of the write here. */
  storeAfter(write: Lsn): Lsn;
  /** Whether a client that asks again for a write that is known can be told at once that it is done. */
  isDone(write: Write): boolean;
  /** What a client is told of an operation that was given up. */
  givenUp(command: Command["type"], phase: Phase): (Result & { type: "unknown" | "unavailable" })["type"];

  // The replica.
  /** Whether a replica keeps what it is sent. */
  keeps(held: Copy | null, sent: Copy, newer: Newer): boolean;
  /** Whether it keeps what it has asked for when catching up. */
  keepsPulled(held: Copy | null, pulled: Copy | null, newer: Newer): boolean;
  /** Where the log must be durable before a reader is told of a copy. */
  answerAfter(held: Held): Lsn;
  /** Where it must be before a copy is acknowledged, when this is held. */
  acknowledgeAfter(held: Held): Lsn;
  /** What a node that boots takes from its disk. */
  recalled(records: readonly StoreRecord[]): readonly StoreRecord[];
  /** What a checkpoint says again of the writes that are known. */
  rewritten(writes: readonly Write[]): readonly Write[];
  /** Where the log must be durable before what is older than a checkpoint may go. */
  discardAfter(checkpoint: { readonly first: Lsn; readonly last: Lsn }): Lsn;
}

export const quorumRules: QuorumRules = {
  newer: isNewer,

  isSameRequest: (known, asked) => known.session === asked.session && known.seq === asked.seq,
  nextStart: (last) => last + 1,
  isToThisStart: (op, start) => op.start === start,
  awaits: (phase, reply) => (phase === "asking" ? reply === "Answer" : reply === "Stored"),
  isNew: (from, heard) => !heard.includes(from),
  readQuorum: (answers, r) => answers.length >= r,
  newest: (answers, newer) => answers.reduce<Copy | null>((newest, { copy }) => (newer(copy, newest) ? copy : newest), null),
  nextVersion: (read, writer) => ({ counter: (read?.version.counter ?? 0) + 1, ...writer }),
  /** Answers are durable: a copy that W replicas have answered with is stored by W, as far as a write-back would make it so. */
  writeBackNeeded: (holders, w) => holders.length < w,
  writeQuorum: (stored, w) => stored.length >= w,
  /** A write that others had seen, and this node forgets in a crash, would be another write when it is asked for again. */
  storeAfter: (write) => write,
  isDone: ({ isStored }) => isStored,
  /** A writer that only asked has shown its value to nobody. A reader's copy is another's write, which it may help on at most. */
  givenUp: (command, phase) => (command === "put" && phase === "storing" ? "unknown" : "unavailable"),

  keeps: (held, sent, newer) => newer(sent, held),
  keepsPulled: (held, pulled, newer) => newer(pulled, held),
  /**
   * A copy that a crash can still take away is not shown. A reader would take it for stored: with write-back it counts the answer
   * as one of the W, and without, a later read of the same replica would return what was before.
   */
  answerAfter: ({ lsn }) => lsn,
  acknowledgeAfter: ({ lsn }) => lsn,
  recalled: (records) => records,
  rewritten: (writes) => writes,
  discardAfter: ({ last }) => last,
};
