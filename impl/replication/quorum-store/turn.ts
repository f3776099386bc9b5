// One step of a node under way: its state as a draft, and the effects so far.
import type { Draft } from "immer";
import type { Effect, Lsn, NodeId } from "../../runtime/core.ts";
import type { Message, Result, StoreRecord } from "./messages.ts";
import type { QuorumStore } from "./protocol.ts";
import type { QuorumRules } from "./rules.ts";
import type { StoreState } from "./state.ts";

export interface Turn {
  readonly s: Draft<StoreState>;
  readonly rules: QuorumRules;
  readonly effects: Effect<QuorumStore>[];
  /** Messages to itself that are to be handled in this step. */
  readonly local: Message[];
}

/** The number of the last of these records. */
export const append = ({ s, effects }: Turn, records: readonly StoreRecord[]): Lsn => {
  effects.push({ kind: "append", lsn: s.lsn + 1, records });
  s.lsn += records.length;
  return s.lsn;
};

/** A node is one of its own replicas, and what it says to itself waits for its log, too. */
export const send = ({ s, effects, local }: Turn, to: NodeId, message: Message, after: Lsn): void => {
  if (to !== s.self) effects.push({ kind: "send", to, message, after });
  else if (after <= s.durable) local.push(message);
  else s.loopback.push({ message: message as Draft<Message>, after });
};

export const reply = ({ effects }: Turn, session: string, seq: number, result: Result): void => {
  effects.push({ kind: "reply", session, seq, result, after: 0 });
};

export const reject = ({ effects }: Turn, from: NodeId, why: string): void => {
  effects.push({ kind: "reject", from, why });
};
