// What a store does that is in doubt: it has voted yes and not heard what was decided. It asks the coordinator, and the other
// stores, of which any that has decided can tell it.
import type { NodeId } from "../../runtime/core.ts";
import { carryOut, entryOf, refuse } from "./participant.ts";
import { isPatienceOver, takeOver } from "./take-over.ts";
import { keyOf, type TransactionId } from "./transaction-id.ts";
import { type ParticipantTurn, send, setTimer } from "./turn.ts";
import type { Decision } from "./variants.ts";

export const onInDoubt = (turn: ParticipantTurn, tx: TransactionId): void => {
  const { durable, self, config, rules } = turn;
  const entry = entryOf(turn, tx);
  if (entry?.state !== "prepared") return;
  const does = rules.inDoubtTooLong();
  if (does !== "asks") return void carryOut(turn, entry, does);
  setTimer(turn, tx, "inDoubt");
  if (entry.at > durable) return;
  send(turn, config.coordinator, { type: "Inquiry", tx }, 0);
  const others = entry.writers.filter((store) => store !== self);
  if (others.length > 0 && isPatienceOver(turn, keyOf(tx))) return takeOver(turn, entry, others);
  if (config.cooperative) for (const store of others) send(turn, store, { type: "Inquiry", tx }, 0);
};

/** Only those are asked that have something to change, so that one without a record of the transaction has not voted yet. */
export const onStoreInquiry = (turn: ParticipantTurn, from: NodeId, tx: TransactionId): void => {
  const { rules } = turn;
  const entry = entryOf(turn, tx);
  if (entry !== undefined) {
    const decision = rules.tells(entry);
    if (decision !== null) send(turn, from, { type: "Answer", tx, decision }, entry.at);
  } else if (rules.mayRefuse(rules.isStale(tx, turn.read("low")))) {
    const at = refuse(turn, tx);
    send(turn, from, { type: "Answer", tx, decision: "abort" }, at);
  }
};

export const onAnswer = (turn: ParticipantTurn, tx: TransactionId, decision: Decision): void => {
  const entry = entryOf(turn, tx);
  if (entry?.state === "prepared") carryOut(turn, entry, decision);
};
