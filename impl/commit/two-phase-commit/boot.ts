// What a site knows when it starts: what its disk says, and nothing else.
import type { Draft } from "immer";
import { match, P } from "ts-pattern";
import { put } from "../../runtime/buckets.ts";
import type { Durable, NodeId } from "../../runtime/core.ts";
import { plain } from "../../runtime/plain.ts";
import type { CommitConfig } from "./config.ts";
import { endIfDone, isAcknowledged, tell } from "./coordinator.ts";
import type { CommitRecord, Outcome, Transfer } from "./messages.ts";
import { forgetBefore, keep, lock, settle } from "./participant.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { remember } from "./remembered.ts";
import type { CoordinatorState, Entry, ParticipantState, Transaction } from "./state.ts";
import { keyOf, type TransactionId } from "./transaction-id.ts";
import { type CoordinatorTurn, type ParticipantTurn, setTimer } from "./turn.ts";

const NO_TRANSACTION: TransactionId = { start: 0, number: 0 };

/** Before its records are replayed. @throws RangeError when the node is none of those that it is configured with. */
export const blank = (
  config: CommitConfig,
  self: NodeId,
  { lsn, records }: Durable<TwoPhaseCommit>,
): CoordinatorState | ParticipantState => {
  const site = { config, self, lsn, durable: lsn, discarded: lsn - records.length };
  if (self === config.coordinator) {
    const remembered = { young: {}, size: 0, old: {} };
    return { role: "coordinator", ...site, start: 0, startedAt: null, begun: 0, transactions: {}, remembered };
  }
  if (config.participants.includes(self)) {
    return { role: "participant", ...site, accounts: {}, transactions: {}, low: NO_TRANSACTION };
  }
  const all = [config.coordinator, ...config.participants].join(", ");
  throw new RangeError(`${JSON.stringify(self)} is none of the nodes ${all}`);
};

/** What was not decided when it stopped is aborted; what has to be acknowledged is told again, and the rest is forgotten. */
export const bootCoordinator = (turn: CoordinatorTurn, records: readonly CommitRecord[]): void => {
  const { s, rules } = turn;
  for (const record of rules.recalled(records)) replayAtCoordinator(turn, record);
  for (const transaction of Object.values(s.transactions)) {
    if (transaction.outcome === null) {
      transaction.outcome = { type: "aborted", reason: "restarted", store: null };
      remember(s, { transfer: plain(transaction.transfer), outcome: transaction.outcome, at: 0 });
    }
    if (isAcknowledged(turn, transaction.outcome)) tell(turn, transaction);
    endIfDone(turn, transaction);
  }
};

const replayAtCoordinator = ({ s }: CoordinatorTurn, record: CommitRecord): void => {
  const hold = (tx: TransactionId, transfer: Transfer, outcome: Outcome | null) => {
    const transaction: Transaction = {
      tx,
      transfer,
      askers: [],
      asksAfter: 0,
      outcome,
      decidedAt: 0,
      yes: [],
      done: [],
    };
    s.transactions[keyOf(tx)] = transaction as Draft<Transaction>;
  };
  match(record)
    .with({ type: "started" }, ({ start }) => void (s.start = start))
    .with({ type: "collecting" }, ({ tx, transfer }) => hold(tx, transfer, null))
    .with({ type: "decided" }, ({ tx, transfer, outcome }) => {
      hold(tx, transfer, outcome);
      remember(s, { transfer, outcome, at: 0 });
    })
    .with({ type: "end" }, ({ tx, outcome }) => {
      const ended = s.transactions[keyOf(tx)];
      if (ended !== undefined) remember(s, { transfer: plain(ended.transfer), outcome, at: 0 });
      delete s.transactions[keyOf(tx)];
    })
    .with({ type: "coordinatorCheckpoint" }, ({ start, transactions, remembered }) => {
      s.start = start;
      s.transactions = {};
      for (const { tx, transfer, outcome } of transactions) hold(tx, transfer, outcome);
      s.remembered = { young: {}, size: 0, old: {} };
      for (const one of remembered) remember(s, { ...one, at: 0 });
    })
    .with({ type: P.union("opened", "prepared", "carriedOut", "participantCheckpoint") }, ({ type }) => {
      throw new RangeError(`the log has a record of a participant, ${type}: this node was no coordinator`);
    })
    .exhaustive();
};

/** What was prepared and not decided is in doubt, and its accounts are locked. */
export const bootParticipant = (turn: ParticipantTurn, records: readonly CommitRecord[]): void => {
  const { s, rules } = turn;
  for (const record of rules.recalled(records)) replayAtParticipant(turn, record);
  for (const { tx, state } of Object.values(s.transactions)) {
    if (state === "prepared") setTimer(turn, { ...tx }, "inDoubt");
  }
};

const replayAtParticipant = (turn: ParticipantTurn, record: CommitRecord): void => {
  const { s, rules } = turn;
  const prepare = (entry: Entry) => {
    keep(turn, entry);
    if (entry.state === "prepared" && rules.keepsLocks()) lock(turn, entry.redo, keyOf(entry.tx));
  };
  match(record)
    .with({ type: "opened" }, ({ account, amount }) => {
      put(s.accounts, account, { opened: amount, balance: amount, at: 0, lock: null });
    })
    .with({ type: "prepared" }, ({ tx, low, redo, writers }) => {
      forgetBefore(turn, low);
      prepare({ tx, state: "prepared", redo, writers, at: 0 });
    })
    .with({ type: "carriedOut" }, ({ tx, decision }) => {
      // Of one that refused there is nothing to undo; and a log that keeps what it may forget can begin in between.
      const entry = s.transactions[keyOf(tx)] as Entry | undefined;
      settle(turn, entry ? { ...entry, at: 0 } : { tx, state: "prepared", redo: [], writers: [], at: 0 }, decision);
    })
    .with({ type: "participantCheckpoint" }, ({ low, accounts, transactions }) => {
      s.low = { ...low };
      s.accounts = {};
      s.transactions = {};
      for (const { account, opened, balance } of accounts) put(s.accounts, account, { opened, balance, at: 0, lock: null });
      for (const one of transactions) prepare({ ...one, at: 0 });
    })
    .with({ type: P.union("started", "collecting", "decided", "end", "coordinatorCheckpoint") }, ({ type }) => {
      throw new RangeError(`the log has a record of a coordinator, ${type}: this node was no participant`);
    })
    .exhaustive();
};
