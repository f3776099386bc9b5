// What the protocol decides, each decision by its name, so that a test can put a wrong one in its place.
import type { Lsn, NodeId } from "../../runtime/core.ts";
import type { CommitRecord, Operation, Outcome, Standing, Transfer } from "./messages.ts";
import type { Entry } from "./state.ts";
import { isBefore, type TransactionId, type TransactionKey } from "./transaction-id.ts";
import type { Decision, Variant } from "./variants.ts";

export interface CommitRules {
  // The coordinator.
  /** Whether a transfer is one that it knows. */
  isSameTransfer(known: Pick<Transfer, "id">, asked: Transfer): boolean;
  /** What the coordinator calls itself since it booted, given what the log says of its last start. */
  nextStart(last: number): number;
  /** Where the log must be durable before votes are asked for. */
  asksAfter(at: { readonly started: Lsn; readonly collecting: Lsn | null }): Lsn;
  /** Whether the vote of this store is new. */
  isNew(from: NodeId, heard: readonly NodeId[]): boolean;
  everyoneVoted(votes: readonly NodeId[], stores: readonly NodeId[]): boolean;
  /** What becomes of a transaction for which the coordinator has waited long enough. */
  silence(missing: NodeId): Outcome;
  /** Where the log must be durable before the stores hear of a decision; `forced` is where the variant has it on disk first. */
  sentAfter(decidedAt: Lsn, forced: boolean): Lsn;
  /** Where it must be before the client does. */
  toldAfter(decidedAt: Lsn): Lsn;
  /** Whether nobody need be told any more. */
  mayEnd(done: readonly NodeId[], concerned: readonly NodeId[]): boolean;
  /** What is said of a transaction that is known; null is nothing. */
  answers(outcome: Outcome | null): Decision | null;
  /** What is said of one that is not. */
  presumes(variant: Variant): Decision;

  // The participant.
  /** Whether an operation may use an account with this lock. */
  isFree(lock: TransactionKey | null, key: TransactionKey): boolean;
  /** Whether an account may hold so much. */
  isCovered(balance: number): boolean;
  /** Whether these change nothing. */
  hasOnlyRead(operations: readonly Operation[]): boolean;
  /** Whether an account stays locked when the vote is given. */
  keepsLocks(): boolean;
  /** Whether a store that is asked to prepare has been asked before. */
  isKnown(entry: Entry | undefined): boolean;
  /** Whether a transaction is one that nobody waits for any more. */
  isStale(tx: TransactionId, low: TransactionId): boolean;
  /** Where the log must be durable before a vote is given: a yes, when it is prepared; a no, when it has refused. */
  votesAfter(vote: "yes" | "no", at: Lsn): Lsn;
  /** Where it must be before a decision is acknowledged. */
  acknowledgesAfter(at: Lsn): Lsn;
  /** Whether a store still obeys. */
  isUndecided(entry: Entry): boolean;
  /** What another store is told of a transaction in which this one has a record; null is nothing. */
  tells(entry: Entry): Decision | null;
  /** Whether a store that has no record of a transaction may refuse it when another asks. */
  mayRefuse(isStale: boolean): boolean;
  /** What a store does that is in doubt for too long: it asks, or decides alone. */
  inDoubtTooLong(): "asks" | Decision;
  /** Whether a store that lets another take over, and has no record of the transaction, refuses it first. */
  isFenced(): boolean;
  /** Where the log must be durable before a store says where it stands. */
  agreesAfter(at: Lsn): Lsn;
  /** What a store that takes over decides, given where those stand that let it, of so many others; null is nothing yet. */
  takesOver(agreed: readonly Standing[], others: number): Decision | null;

  // Both.
  /** What a site that boots takes from its disk. */
  recalled(records: readonly CommitRecord[]): readonly CommitRecord[];
  /** What a checkpoint keeps. */
  kept<T>(transactions: readonly T[]): readonly T[];
  /** Where the log must be durable before what is older than a checkpoint may go. */
  discardAfter(checkpoint: Lsn): Lsn;
}

export const commitRules: CommitRules = {
  isSameTransfer: (known, asked) => known.id === asked.id,
  nextStart: (last) => last + 1,
  /** No transaction may be called what another was; and where abort has no record of its own, the question is its record. */
  asksAfter: ({ started, collecting }) => collecting ?? started,
  isNew: (from, heard) => !heard.includes(from),
  everyoneVoted: (votes, stores) => votes.length >= stores.length,
  silence: (store) => ({ type: "aborted", reason: "timeout", store }),
  sentAfter: (decidedAt, forced) => (forced ? decidedAt : 0),
  /** Even where the stores need not wait for the disk: what a client is told once it must be told again when it asks again. */
  toldAfter: (decidedAt) => decidedAt,
  mayEnd: (done, concerned) => concerned.every((store) => done.includes(store)),
  answers: (outcome) => (outcome === null ? null : outcome.type === "committed" ? "commit" : "abort"),
  presumes: ({ presumes }) => presumes,

  isFree: (lock, key) => lock === null || lock === key,
  isCovered: (balance) => balance >= 0,
  hasOnlyRead: (operations) => operations.every((operation) => "atLeast" in operation),
  keepsLocks: () => true,
  isKnown: (entry) => entry !== undefined,
  isStale: isBefore,
  /**
   * A refusal waits for the disk, too. The work comes with the question, so that a store that restarts cannot tell what it
   * refused from what it has never seen, and the question, should it come twice, would find it willing.
   */
  votesAfter: (_, at) => at,
  acknowledgesAfter: (at) => at,
  isUndecided: ({ state }) => state === "prepared",
  tells: ({ state }) => (state === "prepared" ? null : state === "committed" ? "commit" : "abort"),
  /** One who asks has voted yes, so that the coordinator waits for this store's vote, or has aborted; or all this was long ago. */
  mayRefuse: (isStale) => !isStale,
  inDoubtTooLong: () => "asks",
  /** Otherwise the old coordinator could still have it vote, and commit. */
  isFenced: () => true,
  agreesAfter: (at) => at,
  /** When all are in doubt the old coordinator may have decided either way, and its client may know. */
  takesOver: (agreed, others) => {
    if (agreed.length < others) return null;
    return agreed.includes("committed") ? "commit" : agreed.includes("aborted") ? "abort" : null;
  },

  recalled: (records) => records,
  kept: (transactions) => transactions,
  discardAfter: (checkpoint) => checkpoint,
};
