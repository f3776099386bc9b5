// A store in a transaction: it prepares or refuses, and carries out what is decided.
import type { Draft } from "immer";
import { find, put } from "../../runtime/buckets.ts";
import type { Lsn, NodeId } from "../../runtime/core.ts";
import { plain } from "../../runtime/plain.ts";
import type { Message, Operation, Reason, Redo } from "./messages.ts";
import type { Account, Entry } from "./state.ts";
import { isBefore, keyOf, type TransactionId, type TransactionKey } from "./transaction-id.ts";
import { append, cancelTimer, type ParticipantTurn, reject, send, setTimer, variantOf } from "./turn.ts";
import type { Decision } from "./variants.ts";

type Of<T extends Message["type"]> = Extract<Message, { type: T }>;

export const onPrepare = (turn: ParticipantTurn, from: NodeId, { tx, low, operations, writers }: Of<"Prepare">): void => {
  const { s, rules } = turn;
  forgetBefore(turn, low);
  const entry = entryOf(turn, tx);
  if (rules.isKnown(entry)) return voteAgain(turn, from, entry);
  if (rules.isStale(tx, s.low)) return;
  const found = weigh(turn, tx, operations);
  if (typeof found === "string") {
    const at = refuse(turn, tx);
    return send(turn, from, { type: "Vote", tx, vote: "no", reason: found }, rules.votesAfter("no", at));
  }
  if (rules.hasOnlyRead(operations)) return send(turn, from, { type: "Vote", tx, vote: "readOnly" }, found.at);
  const at = append(turn, { type: "prepared", tx, low: { ...s.low }, redo: found.redo, writers });
  keep(turn, { tx, state: "prepared", redo: found.redo, writers, at });
  if (rules.keepsLocks()) lock(turn, found.redo, keyOf(tx));
  setTimer(turn, tx, "inDoubt");
  send(turn, from, { type: "Vote", tx, vote: "yes" }, rules.votesAfter("yes", at));
};

/** Who has refused says so again, though not why. What else has been decided is decided without this vote. */
const voteAgain = (turn: ParticipantTurn, to: NodeId, entry: Entry | undefined): void => {
  if (entry === undefined) return;
  const { tx, state, redo, at } = entry;
  const { votesAfter } = turn.rules;
  if (state === "prepared") send(turn, to, { type: "Vote", tx, vote: "yes" }, votesAfter("yes", at));
  else if (redo.length === 0) send(turn, to, { type: "Vote", tx, vote: "no", reason: "refused" }, votesAfter("no", at));
};

/** What the operations make of the accounts, and where the log says what they rest on; or why they cannot be done. */
const weigh = (
  { s, rules }: ParticipantTurn,
  tx: TransactionId,
  operations: readonly Operation[],
): { readonly redo: readonly Redo[]; readonly at: Lsn } | Reason => {
  const balances = new Map<string, number>();
  let at = 0;
  for (const operation of operations) {
    const account = find<Account>(s.accounts, operation.account);
    if (account === undefined) return "unknown account";
    if (!rules.isFree(account.lock, keyOf(tx))) return "locked";
    const before = balances.get(operation.account) ?? account.balance;
    const after = "add" in operation ? before + operation.add : before;
    if (!rules.isCovered(after) || ("atLeast" in operation && before < operation.atLeast)) return "insufficient funds";
    if (!Number.isSafeInteger(after)) return "too much";
    balances.set(operation.account, after);
    at = Math.max(at, account.at);
  }
  return { redo: [...balances].map(([account, balance]) => ({ account, balance })), at };
};

/** Whoever is not prepared needs no reason to abort. */
export const refuse = (turn: ParticipantTurn, tx: TransactionId): Lsn => {
  const at = append(turn, { type: "carriedOut", tx, decision: "abort" });
  keep(turn, { tx, state: "aborted", redo: [], writers: [], at });
  return at;
};

export const onDecision = (turn: ParticipantTurn, from: NodeId, { tx, decision }: Of<"Decision">): void => {
  const { s, rules } = turn;
  const entry = entryOf(turn, tx);
  if (entry === undefined) {
    if (rules.isStale(tx, s.low)) return acknowledge(turn, from, tx, decision, 0);
    if (decision === "abort") return acknowledge(turn, from, tx, decision, refuse(turn, tx));
    return reject(turn, from, `transaction ${keyOf(tx)} cannot have been committed: this store has not voted for it`);
  }
  if (rules.isUndecided(entry)) return acknowledge(turn, from, tx, decision, carryOut(turn, entry, decision));
  // What is presumed for an inquiry that comes late can be wrong, and does no harm here.
  const isDone = entry.state === (decision === "commit" ? "committed" : "aborted");
  if (isDone) acknowledge(turn, from, tx, decision, entry.at);
};

const acknowledge = (turn: ParticipantTurn, to: NodeId, tx: TransactionId, decision: Decision, at: Lsn): void => {
  if (!variantOf(turn).acknowledged.includes(decision)) return;
  send(turn, to, { type: "Ack", tx }, turn.rules.acknowledgesAfter(at));
};

export const carryOut = (turn: ParticipantTurn, entry: Entry, decision: Decision): Lsn => {
  const at = append(turn, { type: "carriedOut", tx: entry.tx, decision });
  settle(turn, { ...entry, at }, decision);
  cancelTimer(turn, entry.tx);
  return at;
};

/** With a record of it or from one: the balances become what was written down when it was prepared. */
export const settle = (turn: ParticipantTurn, entry: Entry, decision: Decision): void => {
  keep(turn, { ...entry, state: decision === "commit" ? "committed" : "aborted" });
  for (const { account, balance } of entry.redo) {
    const before = find<Account>(turn.s.accounts, account);
    if (before === undefined) continue;
    const isHeld = before.lock === keyOf(entry.tx);
    const after = decision === "commit" ? { ...before, balance, at: entry.at } : before;
    put(turn.s.accounts, account, isHeld ? { ...after, lock: null } : after);
  }
};

export const lock = (turn: ParticipantTurn, redo: readonly Redo[], key: TransactionKey): void => {
  for (const { account } of redo) {
    const before = find<Account>(turn.s.accounts, account);
    if (before !== undefined) put(turn.s.accounts, account, { ...before, lock: key });
  }
};

export const entryOf = ({ s }: ParticipantTurn, tx: TransactionId): Entry | undefined => {
  const entry = s.transactions[keyOf(tx)];
  return entry && plain(entry as Entry);
};

export const keep = ({ s }: ParticipantTurn, entry: Entry): void => {
  s.transactions[keyOf(entry.tx)] = entry as Draft<Entry>;
};

/** The coordinator has ended them. What is in doubt nevertheless can still learn from it what it presumes. */
export const forgetBefore = ({ s }: ParticipantTurn, low: TransactionId): void => {
  if (!isBefore(s.low, low)) return;
  s.low = { ...low };
  for (const [key, { tx, state }] of Object.entries(s.transactions)) {
    if (state !== "prepared" && isBefore(tx, low)) delete s.transactions[key as TransactionKey];
  }
};
