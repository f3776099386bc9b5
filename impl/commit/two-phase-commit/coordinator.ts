// The coordinator of transactions: it asks for votes, decides, tells, and forgets when nobody needs to be told any more.
import type { Lsn, NodeId, Request } from "../../runtime/core.ts";
import type { Message, Outcome, Transfer } from "./messages.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { remember, remembered } from "./remembered.ts";
import type { Transaction } from "./state.ts";
import { earliest, keyOf, type TransactionId } from "./transaction-id.ts";
import { append, type CoordinatorTurn, cancelTimer, reject, reply, send, setTimer, variantOf } from "./turn.ts";
import { storesOf, workOf, writersOf } from "./work.ts";

/** A transfer that makes sense and is not known. */
export const begin = (turn: CoordinatorTurn, { session, seq }: Request<TwoPhaseCommit>, transfer: Transfer): void => {
  const { rules } = turn;
  const { start, startedAt } = claimStart(turn);
  const number = turn.read("begun") + 1;
  const tx: TransactionId = { start, number };
  const collecting = variantOf(turn).collects ? append(turn, { type: "collecting", tx, transfer }) : null;
  const asksAfter = rules.asksAfter({ started: startedAt, collecting });
  const low = Object.values(turn.read("transactions")).reduce((least, one) => earliest(least, one.tx), tx);
  const work = workOf(transfer);
  const writers = writersOf(work, rules);
  for (const { store, operations } of work) {
    send(turn, store, { type: "Prepare", tx, low, operations, writers }, asksAfter);
  }
  setTimer(turn, tx, "votes");
  turn.write("begun", number);
  const stores = storesOf(work);
  const askers = [{ session, seq }];
  hold(turn, { tx, transfer, stores, writers, askers, asksAfter, outcome: null, decidedAt: 0, yes: [], done: [] });
};

/** Nothing leaves under the name of this start before the log has it, so that no later start can take the same name. */
const claimStart = (turn: CoordinatorTurn): { readonly start: number; readonly startedAt: Lsn } => {
  const [start, startedAt] = [turn.read("start"), turn.read("startedAt")];
  if (startedAt !== null) return { start, startedAt };
  const claimed = turn.rules.nextStart(start);
  const at = append(turn, { type: "started", start: claimed });
  turn.write("start", claimed);
  turn.write("startedAt", at);
  return { start: claimed, startedAt: at };
};

const transactionOf = (turn: CoordinatorTurn, tx: TransactionId): Transaction | undefined =>
  turn.read("transactions")[keyOf(tx)];

export const hold = (turn: CoordinatorTurn, transaction: Transaction): void => {
  const all = turn.own(turn.read("transactions"));
  all[keyOf(transaction.tx)] = transaction;
  turn.write("transactions", all);
};

export const drop = (turn: CoordinatorTurn, tx: TransactionId): void => {
  const all = turn.own(turn.read("transactions"));
  delete all[keyOf(tx)];
  turn.write("transactions", all);
};

/** Votes that nobody waits for any more are ignored. */
export const onVote = (turn: CoordinatorTurn, from: NodeId, message: Extract<Message, { type: "Vote" }>): void => {
  const { rules } = turn;
  const transaction = transactionOf(turn, message.tx);
  if (transaction === undefined || transaction.outcome !== null) return;
  const { stores } = transaction;
  if (!stores.includes(from)) return reject(turn, from, `transaction ${keyOf(message.tx)} is none of this store`);
  if (message.vote === "no") {
    const outcome = { type: "aborted", reason: message.reason, store: from } as const;
    return decide(turn, { ...transaction, done: [...transaction.done, from] }, outcome);
  }
  const list = message.vote === "yes" ? "yes" : "done";
  if (!rules.isNew(from, transaction[list])) return;
  const heard = { ...transaction, [list]: [...transaction[list], from] };
  if (!rules.everyoneVoted([...heard.yes, ...heard.done], stores)) return hold(turn, heard);
  decide(turn, heard, { type: "committed" });
};

const decide = (turn: CoordinatorTurn, transaction: Transaction, outcome: Outcome): void => {
  const { rules } = turn;
  const { tx, transfer, askers } = transaction;
  const hasRecord = outcome.type === "committed" || !variantOf(turn).collects;
  const decidedAt = hasRecord ? append(turn, { type: "decided", tx, transfer, outcome }) : 0;
  for (const asker of askers) reply(turn, asker, outcome, rules.toldAfter(decidedAt));
  const decided = { ...transaction, outcome, decidedAt, askers: [] };
  tell(turn, decided);
  remember(turn, remembered({ transfer, outcome }, decidedAt));
  hold(turn, decided);
  endIfDone(turn, decided);
};

/** Whom a decision concerns: a commit those who change something, an abort everybody. */
const concernedBy = ({ stores, writers }: Transaction, { type }: Outcome): readonly NodeId[] =>
  type === "committed" ? writers : stores;

const decisionOf = ({ type }: Outcome) => (type === "committed" ? "commit" : "abort");

export const isAcknowledged = (turn: CoordinatorTurn, outcome: Outcome): boolean =>
  variantOf(turn).acknowledged.includes(decisionOf(outcome));

const sentAfter = (turn: CoordinatorTurn, { decidedAt }: Transaction, outcome: Outcome): Lsn =>
  turn.rules.sentAfter(decidedAt, variantOf(turn).forced.includes(decisionOf(outcome)));

/** Tells a decision to all that have not acknowledged it. */
export const tell = (turn: CoordinatorTurn, transaction: Transaction): void => {
  const { tx, outcome, done } = transaction;
  if (outcome === null) return;
  for (const store of concernedBy(transaction, outcome).filter((one) => !done.includes(one))) {
    send(turn, store, { type: "Decision", tx, decision: decisionOf(outcome) }, sentAfter(turn, transaction, outcome));
  }
  if (isAcknowledged(turn, outcome)) setTimer(turn, tx, "again");
};

/** What is presumed is forgotten at once; the rest when all have acknowledged it. */
export const endIfDone = (turn: CoordinatorTurn, transaction: Transaction): void => {
  const { tx, outcome, done, decidedAt } = transaction;
  if (outcome === null || decidedAt > turn.durable) return;
  if (isAcknowledged(turn, outcome)) {
    if (!turn.rules.mayEnd(done, concernedBy(transaction, outcome))) return;
    append(turn, { type: "end", tx, outcome });
  }
  cancelTimer(turn, tx);
  drop(turn, tx);
};

export const onAck = (turn: CoordinatorTurn, from: NodeId, tx: TransactionId): void => {
  const transaction = transactionOf(turn, tx);
  if (transaction === undefined || transaction.outcome === null || transaction.done.includes(from)) return;
  if (!concernedBy(transaction, transaction.outcome).includes(from)) {
    return reject(turn, from, `transaction ${keyOf(tx)} is none of this store`);
  }
  const heard = { ...transaction, done: [...transaction.done, from] };
  hold(turn, heard);
  endIfDone(turn, heard);
};

/** A store is in doubt. What is not decided it hears when it is. */
export const onInquiry = (turn: CoordinatorTurn, from: NodeId, tx: TransactionId): void => {
  const { rules } = turn;
  const transaction = transactionOf(turn, tx);
  if (transaction === undefined) {
    return send(turn, from, { type: "Decision", tx, decision: rules.presumes(variantOf(turn)) }, 0);
  }
  const decision = rules.answers(transaction.outcome);
  if (decision === null) return;
  const after = transaction.outcome === null ? 0 : sentAfter(turn, transaction, transaction.outcome);
  send(turn, from, { type: "Decision", tx, decision }, after);
};

/** The time for votes is up; or, when it is decided, for acknowledgements. */
export const onTimeout = (turn: CoordinatorTurn, tx: TransactionId): void => {
  const { self, durable, rules } = turn;
  const transaction = transactionOf(turn, tx);
  if (transaction === undefined) return;
  const { stores, outcome, asksAfter, decidedAt } = transaction;
  // What still waits for the disk need not be said twice.
  if (outcome !== null) return decidedAt > durable ? setTimer(turn, tx, "again") : tell(turn, transaction);
  if (asksAfter > durable) return setTimer(turn, tx, "votes");
  const heard = [...transaction.yes, ...transaction.done];
  const missing = stores.find((store) => !heard.includes(store));
  decide(turn, transaction, rules.silence(missing ?? self));
};
