// Transfer of coordination: a store that is in doubt, and has asked often enough in vain, decides in the coordinator's place, if
// all the other stores of the transaction let it. Each says where it stands, and one that has no record refuses first, so that the
// old coordinator cannot have its vote any more.
import type { NodeId } from "../../runtime/core.ts";
import type { Standing } from "./messages.ts";
import { carryOut, entryOf, refuse } from "./participant.ts";
import type { Doubt, Entry } from "./state.ts";
import { keyOf, type TransactionId, type TransactionKey } from "./transaction-id.ts";
import { type ParticipantTurn, reject, send } from "./turn.ts";

const NO_DOUBT: Doubt = { asked: 0, agreed: [] };

const doubtOf = (turn: ParticipantTurn, key: TransactionKey): Doubt => turn.read("doubts")[key] ?? NO_DOUBT;

const keepDoubt = (turn: ParticipantTurn, key: TransactionKey, doubt: Doubt): void => {
  turn.write("doubts", { ...turn.read("doubts"), [key]: doubt });
};

/** Whether the store has asked often enough before. */
export const isPatienceOver = (turn: ParticipantTurn, key: TransactionKey): boolean => {
  const { takesOverAfter } = turn.config;
  if (takesOverAfter === null) return false;
  const doubt = doubtOf(turn, key);
  if (doubt.asked >= takesOverAfter) return true;
  keepDoubt(turn, key, { ...doubt, asked: doubt.asked + 1 });
  return false;
};

/** Those who have agreed are asked again, since they may have been told. */
export const takeOver = (turn: ParticipantTurn, entry: Entry, others: readonly NodeId[]): void => {
  for (const store of others) send(turn, store, { type: "TakeOver", tx: entry.tx }, 0);
  decideIfAgreed(turn, entry, doubtOf(turn, keyOf(entry.tx)).agreed, others);
};

export const onTakeOver = (turn: ParticipantTurn, from: NodeId, tx: TransactionId): void => {
  const { rules } = turn;
  const entry = entryOf(turn, tx);
  const agree = (state: Standing, at: number) => {
    send(turn, from, { type: "Agreement", tx, state }, rules.agreesAfter(at));
  };
  if (entry !== undefined) return agree(entry.state, entry.at);
  // What was decided long ago the coordinator has ended, and this store has forgotten.
  if (rules.mayRefuse(rules.isStale(tx, turn.read("low")))) agree("aborted", rules.isFenced() ? refuse(turn, tx) : 0);
};

/** What it said before it was told is out of date, should it come late. */
export const onAgreement = (turn: ParticipantTurn, from: NodeId, tx: TransactionId, state: Standing): void => {
  const entry = entryOf(turn, tx);
  if (entry?.state !== "prepared") return;
  const others = entry.writers.filter((store) => store !== turn.self);
  if (!others.includes(from)) return reject(turn, from, `transaction ${keyOf(tx)} is none of this store`);
  const key = keyOf(tx);
  const { asked, agreed } = doubtOf(turn, key);
  const known = agreed.find(({ store }) => store === from);
  if (known !== undefined && (known.state !== "prepared" || known.state === state)) return;
  const now = [...agreed.filter(({ store }) => store !== from), { store: from, state }];
  if (!decideIfAgreed(turn, entry, now, others)) keepDoubt(turn, key, { asked, agreed: now });
};

/** Who is in doubt, too, is told. */
const decideIfAgreed = (turn: ParticipantTurn, entry: Entry, agreed: Doubt["agreed"], others: readonly NodeId[]): boolean => {
  const states = agreed.map(({ state }) => state);
  const decision = turn.rules.takesOver(states, others.length);
  if (decision === null) return false;
  const at = carryOut(turn, entry, decision);
  for (const { store, state } of agreed) {
    if (state === "prepared") send(turn, store, { type: "Answer", tx: entry.tx, decision }, at);
  }
  return true;
};
