// One step of a node under way: its state, a draft once it is written, and the effects so far.
import { type Draft, Immer } from "immer";
import type { Effect, Lsn, NodeId, Step } from "../../runtime/core.ts";
import type { Message, Result, StoreRecord } from "./messages.ts";
import type { QuorumStore } from "./protocol.ts";
import type { QuorumRules } from "./rules.ts";
import type { StoreState } from "./state.ts";

/** Freezing looks at every key of a bucket in every step. Nobody changes a state in place: those who run the core in tests see to it. */
const immer = new Immer({ autoFreeze: false });

export class Turn {
  readonly rules: QuorumRules;
  readonly effects: Effect<QuorumStore>[] = [];
  /** Messages to itself that are to be handled in this step. */
  readonly local: Message[] = [];
  readonly #before: StoreState;
  #draft: Draft<StoreState> | undefined;

  constructor(before: StoreState, rules: QuorumRules) {
    this.#before = before;
    this.rules = rules;
  }

  /** To be read. Many steps change nothing, and reading through a draft costs more than all else that they do. */
  get now(): StoreState {
    return (this.#draft as StoreState | undefined) ?? this.#before;
  }
  /** To be written. */
  get s(): Draft<StoreState> {
    this.#draft ??= immer.createDraft(this.#before) as Draft<StoreState>;
    return this.#draft;
  }

  step(): Step<QuorumStore> {
    const state = this.#draft === undefined ? this.#before : (immer.finishDraft(this.#draft) as StoreState);
    return { state, effects: this.effects };
  }
}

/** The number of the last of these records. */
export const append = ({ s, effects }: Turn, records: readonly StoreRecord[]): Lsn => {
  effects.push({ kind: "append", lsn: s.lsn + 1, records });
  s.lsn += records.length;
  return s.lsn;
};

/** A node is one of its own replicas, and what it says to itself waits for its log, too. */
export const send = (turn: Turn, to: NodeId, message: Message, after: Lsn): void => {
  const { now, effects, local } = turn;
  if (to !== now.self) effects.push({ kind: "send", to, message, after });
  else if (after <= now.durable) local.push(message);
  else turn.s.loopback.push(Object.freeze({ message: message as Draft<Message>, after }));
};

export const reply = ({ effects }: Turn, session: string, seq: number, result: Result): void => {
  effects.push({ kind: "reply", session, seq, result, after: 0 });
};

export const reject = ({ effects }: Turn, from: NodeId, why: string): void => {
  effects.push({ kind: "reject", from, why });
};
