// A store in a transaction: it prepares or refuses, and carries out what is decided.
import { find } from "../../runtime/buckets.ts";
import type { Lsn, NodeId } from "../../runtime/core.ts";
import type { Message, Operation, Reason, Redo } from "./messages.ts";
import type { Account, Entry } from "./state.ts";
import { isBefore, keyOf, type TransactionId, type TransactionKey } from "./transaction-id.ts";
import { append, cancelTimer, type ParticipantTurn, reject, send, setTimer, variantOf } from "./turn.ts";
import type { Decision } from "./variants.ts";

type Of<T extends Message["type"]> = Extract<Message, { type: T }>;

export const onPrepare = (turn: ParticipantTurn, from: NodeId, { tx, low, operations, writers }: Of<"Prepare">): void => {
  const { rules } = turn;
  forgetBefore(turn, low);
  const entry = entryOf(turn, tx);
  if (rules.isKnown(entry)) return voteAgain(turn, from, entry);
  const known = turn.read("low");
  if (rules.isStale(tx, known)) return;
  const found = weigh(turn, tx, operations);
  if (typeof found === "string") {
    const at = refuse(turn, tx);
    return send(turn, from, { type: "Vote", tx, vote: "no", reason: found }, rules.votesAfter("no", at));
  }
  if (rules.hasOnlyRead(operations)) return send(turn, from, { type: "Vote", tx, vote: "readOnly" }, found.at);
  const at = append(turn, { type: "prepared", tx, low: known, redo: found.redo, writers });
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
  turn: ParticipantTurn,
  tx: TransactionId,
  operations: readonly Operation[],
): { readonly redo: readonly Redo[]; readonly at: Lsn } | Reason => {
  const { rules } = turn;
  const accounts = turn.read("accounts");
  const balances = new Map<string, number>();
  let at = 0;
  for (const operation of operations) {
    const account = find(accounts, operation.account);
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
  const { rules } = turn;
  const entry = entryOf(turn, tx);
  if (entry === undefined) {
    if (rules.isStale(tx, turn.read("low"))) return acknowledge(turn, from, tx, decision, 0);
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
  forgetDoubt(turn, keyOf(entry.tx));
  cancelTimer(turn, entry.tx);
  return at;
};

/** With a record of it or from one: the balances become what was written down when it was prepared. */
export const settle = (turn: ParticipantTurn, entry: Entry, decision: Decision): void => {
  keep(turn, { ...entry, state: decision === "commit" ? "committed" : "aborted" });
  for (const { account, balance } of entry.redo) {
    const before = find(turn.read("accounts"), account);
    if (before === undefined) continue;
    const isHeld = before.lock === keyOf(entry.tx);
    const after = decision === "commit" ? { ...before, balance, at: entry.at } : before;
    keepAccount(turn, account, isHeld ? { ...after, lock: null } : after);
  }
};

/** What is decided needs no asking any more. */
const forgetDoubt = (turn: ParticipantTurn, key: TransactionKey): void => {
  if (turn.read("doubts")[key] === undefined) return;
  const { [key]: _, ...others } = turn.read("doubts");
  turn.write("doubts", others);
};

export const lock = (turn: ParticipantTurn, redo: readonly Redo[], key: TransactionKey): void => {
  for (const { account } of redo) {
    const before = find(turn.read("accounts"), account);
    if (before !== undefined) keepAccount(turn, account, { ...before, lock: key });
  }
};

export const keepAccount = (turn: ParticipantTurn, name: string, account: Account): void => {
  turn.write("accounts", turn.having(turn.read("accounts"), name, account));
};

export const entryOf = (turn: ParticipantTurn, tx: TransactionId): Entry | undefined => turn.read("transactions")[keyOf(tx)];

export const keep = (turn: ParticipantTurn, entry: Entry): void => {
  const all = turn.own(turn.read("transactions"));
  all[keyOf(entry.tx)] = entry;
  turn.write("transactions", all);
};

/** The coordinator has ended them. What is in doubt nevertheless can still learn from it what it presumes. */
export const forgetBefore = (turn: ParticipantTurn, low: TransactionId): void => {
  if (!isBefore(turn.read("low"), low)) return;
  turn.write("low", low);
  const all = turn.own(turn.read("transactions"));
  for (const [key, { tx, state }] of Object.entries(all)) {
    if (state !== "prepared" && isBefore(tx, low)) delete all[key as TransactionKey];
  }
  turn.write("transactions", all);
};
