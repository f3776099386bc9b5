// The coordinator of transactions: it asks for votes, decides, tells, and forgets when nobody needs to be told any more.
import type { Draft } from "immer";
import type { Lsn, NodeId, Request } from "../../runtime/core.ts";
import { plain } from "../../runtime/plain.ts";
import type { Message, Outcome, Transfer } from "./messages.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { remember } from "./remembered.ts";
import type { Transaction } from "./state.ts";
import { earliest, keyOf, type TransactionId } from "./transaction-id.ts";
import { append, type CoordinatorTurn, cancelTimer, reject, reply, send, setTimer, variantOf } from "./turn.ts";
import { storesOf, workOf, writersOf } from "./work.ts";

type Begun = Draft<Transaction>;

/** A transfer that makes sense and is not known. */
export const begin = (turn: CoordinatorTurn, { session, seq }: Request<TwoPhaseCommit>, transfer: Transfer): void => {
  const { s, rules } = turn;
  const started = claimStart(turn);
  s.begun += 1;
  const tx: TransactionId = { start: s.start, number: s.begun };
  const collecting = variantOf(turn).collects ? append(turn, { type: "collecting", tx, transfer }) : null;
  const asksAfter = rules.asksAfter({ started, collecting });
  const transaction: Transaction = {
    tx,
    transfer,
    askers: [{ session, seq }],
    asksAfter,
    outcome: null,
    decidedAt: 0,
    yes: [],
    done: [],
  };
  s.transactions[keyOf(tx)] = transaction as Begun;
  const low = { ...earliest(tx, ...Object.values(s.transactions).map((one) => plain(one.tx))) };
  const writers = writersOf(transfer, rules);
  for (const { store, operations } of workOf(transfer)) {
    send(turn, store, { type: "Prepare", tx, low, operations, writers }, asksAfter);
  }
  setTimer(turn, tx, "votes");
};

/** Nothing leaves under the name of this start before the log has it, so that no later start can take the same name. */
const claimStart = (turn: CoordinatorTurn): Lsn => {
  const { s, rules } = turn;
  if (s.startedAt === null) {
    s.start = rules.nextStart(s.start);
    s.startedAt = append(turn, { type: "started", start: s.start });
  }
  return s.startedAt;
};

const transactionOf = ({ s }: CoordinatorTurn, tx: TransactionId): Begun | undefined => s.transactions[keyOf(tx)];

/** Votes that nobody waits for any more are ignored. */
export const onVote = (turn: CoordinatorTurn, from: NodeId, message: Extract<Message, { type: "Vote" }>): void => {
  const { rules } = turn;
  const transaction = transactionOf(turn, message.tx);
  if (transaction === undefined || transaction.outcome !== null) return;
  const stores = storesOf(transaction.transfer);
  if (!stores.includes(from)) return reject(turn, from, `transaction ${keyOf(message.tx)} is none of this store`);
  if (message.vote === "no") {
    transaction.done.push(from);
    return decide(turn, transaction, { type: "aborted", reason: message.reason, store: from });
  }
  const heard = message.vote === "yes" ? transaction.yes : transaction.done;
  if (!rules.isNew(from, heard)) return;
  heard.push(from);
  if (rules.everyoneVoted([...transaction.yes, ...transaction.done], stores)) {
    decide(turn, transaction, { type: "committed" });
  }
};

const decide = (turn: CoordinatorTurn, transaction: Begun, outcome: Outcome): void => {
  const { s, rules } = turn;
  const { tx, transfer, askers } = plain(transaction) as Transaction;
  const hasRecord = outcome.type === "committed" || !variantOf(turn).collects;
  const decidedAt = hasRecord ? append(turn, { type: "decided", tx, transfer, outcome }) : 0;
  transaction.outcome = outcome;
  transaction.decidedAt = decidedAt;
  transaction.askers = [];
  remember(s, { transfer, outcome, at: decidedAt });
  for (const asker of askers) reply(turn, asker, outcome, rules.toldAfter(decidedAt));
  tell(turn, transaction);
  endIfDone(turn, transaction);
};

/** Whom a decision concerns: a commit those who change something, an abort everybody. */
const concernedBy = (turn: CoordinatorTurn, { transfer }: Begun, outcome: Outcome): readonly NodeId[] =>
  outcome.type === "committed" ? writersOf(transfer, turn.rules) : storesOf(transfer);

const decisionOf = ({ type }: Outcome) => (type === "committed" ? "commit" : "abort");

export const isAcknowledged = (turn: CoordinatorTurn, outcome: Outcome): boolean =>
  variantOf(turn).acknowledged.includes(decisionOf(outcome));

const sentAfter = (turn: CoordinatorTurn, { decidedAt }: Begun, outcome: Outcome): Lsn =>
  turn.rules.sentAfter(decidedAt, variantOf(turn).forced.includes(decisionOf(outcome)));

/** Tells a decision to all that have not acknowledged it. */
export const tell = (turn: CoordinatorTurn, transaction: Begun): void => {
  const { outcome, done } = transaction;
  if (outcome === null) return;
  const tx = plain(transaction.tx);
  for (const store of concernedBy(turn, transaction, outcome).filter((one) => !done.includes(one))) {
    send(turn, store, { type: "Decision", tx, decision: decisionOf(outcome) }, sentAfter(turn, transaction, outcome));
  }
  if (isAcknowledged(turn, outcome)) setTimer(turn, tx, "again");
};

/** What is presumed is forgotten at once; the rest when all have acknowledged it. */
export const endIfDone = (turn: CoordinatorTurn, transaction: Begun): void => {
  const { s, rules } = turn;
  const { outcome, done, decidedAt } = transaction;
  if (outcome === null || decidedAt > s.durable) return;
  const tx = plain(transaction.tx);
  if (isAcknowledged(turn, outcome)) {
    if (!rules.mayEnd(plain(done), concernedBy(turn, transaction, outcome))) return;
    append(turn, { type: "end", tx, outcome: plain(outcome) });
  }
  cancelTimer(turn, tx);
  delete s.transactions[keyOf(tx)];
};

export const onAck = (turn: CoordinatorTurn, from: NodeId, tx: TransactionId): void => {
  const transaction = transactionOf(turn, tx);
  if (transaction === undefined || transaction.outcome === null || transaction.done.includes(from)) return;
  if (!concernedBy(turn, transaction, transaction.outcome).includes(from)) {
    return reject(turn, from, `transaction ${keyOf(tx)} is none of this store`);
  }
  transaction.done.push(from);
  endIfDone(turn, transaction);
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
  const { s, rules } = turn;
  const transaction = transactionOf(turn, tx);
  if (transaction === undefined) return;
  const { outcome, asksAfter, decidedAt } = transaction;
  // What still waits for the disk need not be said twice.
  if (outcome !== null) return decidedAt > s.durable ? setTimer(turn, tx, "again") : tell(turn, transaction);
  if (asksAfter > s.durable) return setTimer(turn, tx, "votes");
  const heard = [...transaction.yes, ...transaction.done];
  const missing = storesOf(transaction.transfer).find((store) => !heard.includes(store));
  decide(turn, transaction, rules.silence(missing ?? s.self));
};
