// What a site knows when it starts: what its disk says, and nothing else.
import type { Durable, NodeId } from "../../runtime/core.ts";
import type { CommitConfig } from "./config.ts";
import { endIfDone, hold, isAcknowledged, tell } from "./coordinator.ts";
import type { CommitRecord, CoordinatorCheckpoint, Outcome } from "./messages.ts";
import { entryOf, forgetBefore, keep, keepAccount, lock, settle } from "./participant.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { remember, remembered } from "./remembered.ts";
import type { CoordinatorState, ParticipantState } from "./state.ts";
import { keyOf, latest, type TransactionId, type TransactionKey } from "./transaction-id.ts";
import { type CoordinatorTurn, type ParticipantTurn, setTimer } from "./turn.ts";
import { storesOf, workOf, writersOf } from "./work.ts";

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
    return { role: "participant", ...site, accounts: {}, transactions: {}, doubts: {}, low: NO_TRANSACTION };
  }
  const all = [config.coordinator, ...config.participants].join(", ");
  throw new RangeError(`${JSON.stringify(self)} is none of the nodes ${all}`);
};

/** What was not decided when it stopped is aborted; what has to be acknowledged is told again, and the rest is forgotten. */
export const bootCoordinator = (turn: CoordinatorTurn, records: readonly CommitRecord[]): void => {
  const underWay = new Map<TransactionKey, UnderWay>();
  for (const record of turn.rules.recalled(records)) replayAtCoordinator(turn, record, underWay);
  for (const { tx, transfer, outcome: known } of underWay.values()) {
    const outcome: Outcome = known ?? { type: "aborted", reason: "restarted", store: null };
    if (known === null) remember(turn, remembered({ transfer, outcome }, 0));
    const work = workOf(transfer);
    const [stores, writers] = [storesOf(work), writersOf(work, turn.rules)];
    const transaction = { tx, transfer, stores, writers, askers: [], asksAfter: 0, outcome, decidedAt: 0, yes: [], done: [] };
    hold(turn, transaction);
    if (isAcknowledged(turn, outcome)) tell(turn, transaction);
    endIfDone(turn, transaction);
  }
};

type UnderWay = CoordinatorCheckpoint["transactions"][number];

const replayAtCoordinator = (turn: CoordinatorTurn, record: CommitRecord, underWay: Map<TransactionKey, UnderWay>): void => {
  switch (record.type) {
    case "started":
      return turn.write("start", record.start);
    case "collecting":
      underWay.set(keyOf(record.tx), { ...record, outcome: null });
      return;
    case "decided":
      underWay.set(keyOf(record.tx), record);
      return remember(turn, remembered(record, 0));
    case "end": {
      const ended = underWay.get(keyOf(record.tx));
      if (ended?.outcome === null) remember(turn, remembered({ transfer: ended.transfer, outcome: record.outcome }, 0));
      underWay.delete(keyOf(record.tx));
      return;
    }
    case "coordinatorCheckpoint":
      turn.write("start", record.start);
      underWay.clear();
      for (const one of record.transactions) underWay.set(keyOf(one.tx), one);
      turn.write("remembered", { young: {}, size: 0, old: {} });
      for (const one of record.remembered) remember(turn, { ...one, at: 0 });
      return;
    default:
      throw new RangeError(`the log has a record of a participant, ${record.type}: this node was no coordinator`);
  }
};

/** What was prepared and not decided is in doubt, and its accounts are locked. */
export const bootParticipant = (turn: ParticipantTurn, records: readonly CommitRecord[]): void => {
  const lows = turn.rules.recalled(records).map((record) => replayAtParticipant(turn, record));
  // Once, and not with each record: it looks at all that is known.
  forgetBefore(turn, lows.reduce(latest, NO_TRANSACTION));
  for (const { tx, state, redo } of Object.values(turn.read("transactions"))) {
    if (state !== "prepared") continue;
    if (turn.rules.keepsLocks()) lock(turn, redo, keyOf(tx));
    setTimer(turn, tx, "inDoubt");
  }
};

/** Before which transaction nobody asks any more, as this record knows. */
const replayAtParticipant = (turn: ParticipantTurn, record: CommitRecord): TransactionId => {
  switch (record.type) {
    case "opened":
      keepAccount(turn, record.account, { opened: record.amount, balance: record.amount, at: 0, lock: null });
      return NO_TRANSACTION;
    case "prepared": {
      const { tx, low, redo, writers } = record;
      keep(turn, { tx, state: "prepared", redo, writers, at: 0 });
      return low;
    }
    case "carriedOut": {
      const { tx, decision } = record;
      // Of one that refused there is nothing to undo; and a log that keeps what it may forget can begin in between.
      const entry = entryOf(turn, tx);
      settle(turn, entry ? { ...entry, at: 0 } : { tx, state: "prepared", redo: [], writers: [], at: 0 }, decision);
      return NO_TRANSACTION;
    }
    case "participantCheckpoint":
      turn.write("accounts", {});
      turn.write("transactions", {});
      for (const { account, opened, balance } of record.accounts) {
        keepAccount(turn, account, { opened, balance, at: 0, lock: null });
      }
      for (const one of record.transactions) keep(turn, { ...one, at: 0 });
      return record.low;
    default:
      throw new RangeError(`the log has a record of a coordinator, ${record.type}: this node was no participant`);
  }
};
