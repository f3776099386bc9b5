// One step of a node under way: what it knows by now, and the effects so far.
import { type Draft, Immer } from "immer";
import type { Effect, Lsn, NodeId, Step } from "../../runtime/core.ts";
import type { QuorumStoreConfig } from "./config.ts";
import type { Message, Result, StoreRecord } from "./messages.ts";
import type { QuorumStore } from "./protocol.ts";
import type { QuorumRules } from "./rules.ts";
import type { StoreState } from "./state.ts";

/** Freezing looks at every key of a bucket in every step. Nobody changes a state in place: those who run the core in tests see to it. */
const immer = new Immer({ autoFreeze: false });

/** What most steps read and many change. */
const WORKING = ["lsn", "durable", "copies", "operations", "writes", "catchUp", "loopback"] as const;
type Working = Pick<StoreState, (typeof WORKING)[number]>;

/**
 * Reading through a draft costs more than all else that a step does. So what is read in every step stands here as it is by now: a
 * map or a list is replaced by another one, and never changed. The rest is read in `now`, and written in `s`, a draft.
 */
export class Turn implements Working {
  readonly config: QuorumStoreConfig;
  readonly self: NodeId;
  readonly rules: QuorumRules;
  readonly effects: Effect<QuorumStore>[] = [];
  /** Messages to itself that are to be handled in this step. */
  readonly local: Message[] = [];
  lsn: Lsn;
  durable: Lsn;
  copies: StoreState["copies"];
  operations: StoreState["operations"];
  writes: StoreState["writes"];
  catchUp: StoreState["catchUp"];
  loopback: StoreState["loopback"];
  readonly #before: StoreState;
  #draft: Draft<StoreState> | undefined;

  constructor(before: StoreState, rules: QuorumRules) {
    this.#before = before;
    this.rules = rules;
    this.config = before.config;
    this.self = before.self;
    this.lsn = before.lsn;
    this.durable = before.durable;
    this.copies = before.copies;
    this.operations = before.operations;
    this.writes = before.writes;
    this.catchUp = before.catchUp;
    this.loopback = before.loopback;
  }

  get now(): Omit<StoreState, keyof Working> {
    return (this.#draft as StoreState | undefined) ?? this.#before;
  }
  get s(): Omit<Draft<StoreState>, keyof Working> {
    return this.#written();
  }

  step(): Step<QuorumStore> {
    for (const field of WORKING) if (this[field] !== this.#before[field]) this.#put(field, this[field]);
    const state = this.#draft === undefined ? this.#before : (immer.finishDraft(this.#draft) as StoreState);
    return { state, effects: this.effects };
  }

  #put<F extends keyof Working>(field: F, value: Working[F]): void {
    (this.#written() as { -readonly [G in keyof Working]: Working[G] })[field] = value;
  }

  #written(): Draft<StoreState> {
    this.#draft ??= immer.createDraft(this.#before) as Draft<StoreState>;
    return this.#draft;
  }
}

/** The number of the last of these records. */
export const append = (turn: Turn, records: readonly StoreRecord[]): Lsn => {
  turn.effects.push({ kind: "append", lsn: turn.lsn + 1, records });
  turn.lsn += records.length;
  return turn.lsn;
};

/** A node is one of its own replicas, and what it says to itself waits for its log, too. */
export const send = (turn: Turn, to: NodeId, message: Message, after: Lsn): void => {
  if (to !== turn.self) turn.effects.push({ kind: "send", to, message, after });
  else if (after <= turn.durable) turn.local.push(message);
  else turn.loopback = [...turn.loopback, { message, after }];
};

export const reply = ({ effects }: Turn, session: string, seq: number, result: Result): void => {
  effects.push({ kind: "reply", session, seq, result, after: 0 });
};

export const reject = ({ effects }: Turn, from: NodeId, why: string): void => {
  effects.push({ kind: "reject", from, why });
};
