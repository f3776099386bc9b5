// One step of a site under way: its state, a draft once it is written, and the effects so far.
import { type Draft, Immer } from "immer";
import { type Buckets, having, put } from "../../runtime/buckets.ts";
import type { Effect, Lsn, NodeId, Step } from "../../runtime/core.ts";
import type { CommitConfig } from "./config.ts";
import type { CommitRecord, Message, Result, Timer } from "./messages.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import type { CommitRules } from "./rules.ts";
import type { CoordinatorState, ParticipantState } from "./state.ts";
import { keyOf, type TransactionId } from "./transaction-id.ts";
import { type Variant, variants } from "./variants.ts";

type AnyState = CoordinatorState | ParticipantState;

/** Freezing looks at every key of what a step has changed. Nobody changes a state in place: those who run the core in tests see to it. */
const immer = new Immer({ autoFreeze: false });

export class Turn<S extends AnyState = AnyState> {
  readonly config: CommitConfig;
  readonly self: NodeId;
  readonly rules: CommitRules;
  readonly effects: Effect<TwoPhaseCommit>[] = [];
  /** The last record's number, those of this step included. */
  lsn: Lsn;
  durable: Lsn;
  readonly #before: S;
  /** When nobody else knows the state, so that it is written itself. */
  readonly #isNew: boolean;
  readonly #changes: Partial<S> = {};
  #isChanged = false;

  constructor(before: S, rules: CommitRules, isNew = false) {
    this.#before = before;
    this.#isNew = isNew;
    this.rules = rules;
    ({ config: this.config, self: this.self, lsn: this.lsn, durable: this.durable } = before);
  }

  /** A field as it is now. It is no draft: to read through one costs more than all else that a step does. */
  read<K extends keyof S>(field: K): S[K] {
    return this.#isChanged && !this.#isNew && Object.hasOwn(this.#changes, field)
      ? (this.#changes as S)[field]
      : this.#before[field];
  }

  /** A field as a whole. What it holds is not written any more, but where the state is new. */
  write<K extends keyof S>(field: K, value: S[K]): void {
    if (this.#isNew) this.#before[field] = value;
    else this.#changes[field] = value;
    this.#isChanged = true;
  }

  /** A table's copy, to be changed and written. */
  own<T extends object>(table: T): Writable<T> {
    return this.#isNew ? table : { ...table };
  }

  /** The map with this value as well. */
  having<V>(table: Buckets<V>, name: string, value: V): Buckets<V> {
    if (!this.#isNew) return having(table, name, value);
    put(table as Draft<Buckets<V>>, name, value);
    return table;
  }

  step(): Step<TwoPhaseCommit> {
    if (this.lsn !== this.#before.lsn) this.write("lsn", this.lsn);
    if (this.durable !== this.#before.durable) this.write("durable", this.durable);
    return { state: this.#after(), effects: this.effects };
  }

  #after(): S {
    if (this.#isNew || !this.#isChanged) return this.#before;
    return immer.produce(this.#before, (draft) => void Object.assign(draft, this.#changes));
  }
}
type Writable<T> = { -readonly [K in keyof T]: T[K] };

export type CoordinatorTurn = Turn<CoordinatorState>;
export type ParticipantTurn = Turn<ParticipantState>;

/** What both kinds of turn have in common, as the words below need it. */
type AnyTurn = Pick<Turn, "config" | "effects"> & { lsn: Lsn };

export const variantOf = ({ config }: Pick<Turn, "config">): Variant => variants[config.presumed];

/** The number of the record. */
export const append = (turn: AnyTurn, record: CommitRecord): Lsn => {
  turn.lsn += 1;
  turn.effects.push({ kind: "append", lsn: turn.lsn, records: [record] });
  return turn.lsn;
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

export const setTimer = ({ config, effects }: AnyTurn, tx: TransactionId, name: keyof CommitConfig["milliseconds"]): void => {
  effects.push({ kind: "setTimer", timer: timerOf(tx), milliseconds: config.milliseconds[name] });
};

export const cancelTimer = ({ effects }: AnyTurn, tx: TransactionId): void => {
  effects.push({ kind: "cancelTimer", timer: timerOf(tx) });
};
