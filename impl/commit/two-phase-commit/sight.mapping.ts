// A transaction as it can be seen in a cluster, and the spec's names for what the implementation calls otherwise.

import type { twoPhaseCommitRecovery } from "../../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.ts";
import type { Instance } from "../../../specs/language/index.ts";
import type { Cluster } from "../../runtime/cluster.ts";
import type { Lsn, NodeId } from "../../runtime/core.ts";
import type { CommitConfig } from "./config.ts";
import type { CommitRecord, Message, Transfer } from "./messages.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { commitRules } from "./rules.ts";
import type { Entry, Transaction } from "./state.ts";
import { keyOf, type TransactionId } from "./transaction-id.ts";
import { storesOf, workOf, writersOf } from "./work.ts";

export type Commit = ReturnType<typeof twoPhaseCommitRecovery>;
export type Sites = Cluster<TwoPhaseCommit>;
type Constants = Parameters<typeof twoPhaseCommitRecovery>[0];

/** The transfer that is looked at, and what its transaction is called. */
export interface Looked {
  readonly config: CommitConfig;
  readonly transfer: Transfer;
  readonly tx: TransactionId;
}

/** The spec's participants: those that change something first. */
const participantsOf = (transfer: Transfer): readonly NodeId[] => {
  const work = workOf(transfer);
  const writers = writersOf(work, commitRules);
  return [...writers, ...storesOf(work).filter((store) => !writers.includes(store))];
};

/** The spec that a transfer must conform to. */
export const commitConstants = (
  { presumed, takesOverAfter }: Pick<CommitConfig, "presumed" | "takesOverAfter">,
  given: Transfer,
): Constants => {
  const work = workOf(given);
  const readers = work.length - writersOf(work, commitRules).length;
  const transfer = takesOverAfter !== null;
  return { participants: work.length, presumed, readers, crashes: "everybody", ...(transfer ? { transfer } : {}) };
};

export type Names = ReturnType<typeof namesOf>;
export type ParticipantId = ReturnType<Names["participant"]>;

export const namesOf = ({ spec }: Instance<Commit>, { config, transfer, tx }: Looked) => {
  const nodes = participantsOf(transfer);
  const writers = writersOf(workOf(transfer), commitRules);
  const ids = spec.state.participant.keys.values;
  const key = keyOf(tx);
  const isIts = (one: TransactionId) => keyOf(one) === key;
  return {
    tx,
    key,
    isIts,
    coordinator: config.coordinator,
    participants: nodes,
    /** Whether a store may take over: otherwise the spec knows nothing of it. */
    areTransferred: config.takesOverAfter !== null,
    isReader: (node: NodeId) => !writers.includes(node),
    participant: (node: NodeId) => ids[nodes.indexOf(node)],
    node: (participant: (typeof ids)[number]) => nodes[ids.indexOf(participant)],
    isTransfer: ({ id }: Transfer) => id === transfer.id,
    /** Whether its client has asked, that is, whether anybody has heard of it. */
    isAsked: ({ requests, replies }: Sites) =>
      [...requests, ...replies].some(({ command }) => command.type === "transfer" && command.id === transfer.id),
    words: (records: readonly CommitRecord[]) => records.flatMap((record) => wordsOf(record, isIts)),
  };
};

type Word = "collecting" | "commit" | "abort" | "end" | "prepared";

const wordsOf = (record: CommitRecord, isIts: (tx: TransactionId) => boolean): readonly Word[] => {
  if (!("tx" in record) || !isIts(record.tx)) return [];
  if (record.type === "decided") return [record.outcome.type === "committed" ? "commit" : "abort"];
  return [record.type === "carriedOut" ? record.decision : record.type];
};

/** The transaction at the coordinator; undefined as well when the coordinator is down. */
export const transactionAt = ({ key, coordinator }: Names, { nodes }: Sites): Transaction | undefined => {
  const { core } = nodes[coordinator];
  return core?.role === "coordinator" ? core.transactions[key] : undefined;
};

export const entryAt = ({ key }: Names, { nodes }: Sites, node: NodeId): Entry | undefined => {
  const { core } = nodes[node];
  return core?.role === "participant" ? core.transactions[key] : undefined;
};

/** What the disk says of the transaction, and what is on its way there. */
export const logOf = ({ words }: Names, { nodes }: Sites, node: NodeId) => {
  const { records, pending } = nodes[node].disk;
  return { stable: words(records), buffer: words(pending) };
};

/** What a step makes durable at a node. */
export const flushed = ({ words }: Names, before: Sites, after: Sites, node: NodeId): readonly Word[] => {
  const { lsn, pending } = before.nodes[node].disk;
  return words(pending.slice(0, Math.max(0, after.nodes[node].disk.lsn - lsn)));
};

/** A message, in the spec's words. Prepare goes to all of them at once. */
export const messageOf = (names: Names, from: NodeId, to: NodeId, message: Message) => {
  switch (message.type) {
    case "Prepare":
      return { type: "Prepare" } as const;
    case "Vote":
      return { type: "Vote", from: names.participant(from), vote: message.vote } as const;
    case "Decision":
      return { type: "Decision", to: names.participant(to), decision: message.decision } as const;
    case "Ack":
      return { type: "Ack", from: names.participant(from) } as const;
    case "Inquiry":
      return { type: "Inquiry", from: names.participant(from) } as const;
    case "Answer":
      return { type: "Answer", to: names.participant(to), decision: message.decision } as const;
    case "TakeOver":
      return { type: "TakeOver", by: names.participant(from) } as const;
    case "Agreement":
      return { type: "Agreement", from: names.participant(from), to: names.participant(to), state: message.state } as const;
  }
};

export const isDurable = ({ nodes }: Sites, node: NodeId, lsn: Lsn): boolean => lsn <= nodes[node].disk.lsn;
