// One step of a site under way: its state as a draft, and the effects so far.
import type { Draft } from "immer";
import type { Effect, Lsn, NodeId } from "../../runtime/core.ts";
import type { CommitConfig } from "./config.ts";
import type { CommitRecord, Message, Result, Timer } from "./messages.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import type { CommitRules } from "./rules.ts";
import type { CoordinatorState, ParticipantState } from "./state.ts";
import { keyOf, type TransactionId } from "./transaction-id.ts";
import { type Variant, variants } from "./variants.ts";

export interface Turn<S extends CoordinatorState | ParticipantState = CoordinatorState | ParticipantState> {
  readonly s: Draft<S>;
  readonly rules: CommitRules;
  readonly effects: Effect<TwoPhaseCommit>[];
}
export type CoordinatorTurn = Turn<CoordinatorState>;
export type ParticipantTurn = Turn<ParticipantState>;

/** What both kinds of turn have in common, as the words below need it. */
interface AnyTurn {
  readonly s: { lsn: number; readonly config: Draft<CommitConfig> };
  readonly effects: Effect<TwoPhaseCommit>[];
}

export const variantOf = ({ s }: AnyTurn): Variant => variants[s.config.presumed];

/** The number of the record. */
export const append = ({ s, effects }: AnyTurn, record: CommitRecord): Lsn => {
  s.lsn += 1;
  effects.push({ kind: "append", lsn: s.lsn, records: [record] });
  return s.lsn;
};

export const send = ({ effects }: AnyTurn, to: NodeId, message: Message, after: Lsn): void => {
  effects.push({ kind: "send", to, message, after });
};

export const reply = (
  { effects }: AnyTurn,
  { session, seq }: { readonly session: string; readonly seq: number },
  result: Result,
  after: Lsn,
): void => {
  effects.push({ kind: "reply", session, seq, result, after });
};

export const reject = ({ effects }: AnyTurn, from: NodeId, why: string): void => {
  effects.push({ kind: "reject", from, why });
};

export const timerOf = (tx: TransactionId): Timer => `transaction ${keyOf(tx)}`;

export const setTimer = ({ s, effects }: AnyTurn, tx: TransactionId, name: keyof CommitConfig["milliseconds"]): void => {
  const [least, most] = s.config.milliseconds[name];
  effects.push({ kind: "setTimer", timer: timerOf(tx), milliseconds: [least, most] });
};

export const cancelTimer = ({ effects }: AnyTurn, tx: TransactionId): void => {
  effects.push({ kind: "cancelTimer", timer: timerOf(tx) });
};
