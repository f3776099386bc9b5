// A protocol for the tests of the runtime: a primary numbers what clients ask for, and answers when the number is durable with
// itself and with its backup.
import { produce } from "immer";
import { match } from "ts-pattern";
import type { Cluster } from "../../../impl/runtime/cluster.ts";
import type { Core, Effect, Input, Lsn, NodeId, Step } from "../../../impl/runtime/core.ts";
import { lastLsn } from "../../../impl/runtime/host.ts";

export interface Tally {
  readonly config: { readonly primary: NodeId; readonly backup: NodeId; readonly mistake?: Mistake };
  readonly state: State;
  readonly message:
    | { readonly type: "copy"; readonly number: Lsn; readonly entry: Entry }
    | { readonly type: "copied"; readonly number: Lsn };
  readonly record: { readonly type: "entry" } & Entry;
  readonly command: { readonly type: "count" };
  readonly result: { readonly type: "number"; readonly number: Lsn };
  readonly timer: "again";
}

export type Mistake = "backup answers before its disk" | "primary never asks again";

interface Entry {
  readonly session: string;
  readonly seq: number;
}

interface State {
  readonly self: NodeId;
  readonly config: Tally["config"];
  /** Numbered from 1, as the records of the log. */
  readonly entries: readonly Entry[];
  /** Of the primary: the backup has so many. */
  readonly copied: Lsn;
}

type Effects = readonly Effect<Tally>[];

export const tally: Core<Tally> = {
  name: "tally",
  version: 1,
  boot: (config, self, disk) => {
    const entries = disk.records.map(({ session, seq }) => ({ session, seq }));
    const state = { self, config, entries, copied: 0 };
    return { state, effects: self === config.primary && entries.length > 0 ? copyNext(state) : [] };
  },
  step: (state, input) =>
    match<Input<Tally>, Step<Tally>>(input)
      .with({ kind: "request" }, ({ session, seq }) => count(state, { session, seq }))
      .with({ kind: "message", message: { type: "copy" } }, ({ from, message }) =>
        store(state, from, message.number, message.entry),
      )
      .with({ kind: "message", message: { type: "copied" } }, ({ message }) => acknowledged(state, message.number))
      .with({ kind: "timer" }, () => ({ state, effects: copyNext(state) }))
      .with({ kind: "durable" }, { kind: "choice" }, () => ({ state, effects: [] }))
      .exhaustive(),
};

const count = (state: State, entry: Entry): Step<Tally> => {
  if (state.self !== state.config.primary)
    return { state, effects: [{ kind: "reject", from: entry.session, why: "not the primary" }] };
  const known = state.entries.findIndex(({ session, seq }) => session === entry.session && seq === entry.seq) + 1;
  if (known > 0) return { state, effects: known <= state.copied ? [answer(state, known)] : [] };
  const after = produce(state, (draft) => {
    draft.entries.push(entry);
  });
  const append = { kind: "append", lsn: after.entries.length, records: [{ type: "entry", ...entry }] } as const;
  return { state: after, effects: [append, ...(state.copied === state.entries.length ? copyNext(after) : [])] };
};

const copyNext = (state: State): Effects => {
  const number = state.copied + 1;
  const message = { type: "copy", number, entry: state.entries[number - 1] } as const;
  const send = { kind: "send", to: state.config.backup, message, after: number } as const;
  if (state.config.mistake === "primary never asks again") return [send];
  return [send, { kind: "setTimer", timer: "again", milliseconds: [100, 200] }];
};

const store = (state: State, from: NodeId, number: Lsn, entry: Entry): Step<Tally> => {
  const has = state.entries.length;
  if (number > has + 1) return { state, effects: [{ kind: "reject", from, why: `${number} comes after ${has}` }] };
  const after = state.config.mistake === "backup answers before its disk" ? 0 : number;
  const send = { kind: "send", to: from, message: { type: "copied", number }, after } as const;
  if (number <= has) return { state, effects: [send] };
  const stored = produce(state, (draft) => {
    draft.entries.push(entry);
  });
  return { state: stored, effects: [{ kind: "append", lsn: number, records: [{ type: "entry", ...entry }] }, send] };
};

const acknowledged = (state: State, number: Lsn): Step<Tally> => {
  if (number !== state.copied + 1) return { state, effects: [] };
  const after = produce(state, (draft) => {
    draft.copied = number;
  });
  const next: Effects = number < state.entries.length ? copyNext(after) : [{ kind: "cancelTimer", timer: "again" }];
  return { state: after, effects: [answer(after, number), ...next] };
};

const answer = (state: State, number: Lsn): Effect<Tally> => {
  const { session, seq } = state.entries[number - 1];
  return { kind: "reply", session, seq, result: { type: "number", number }, after: number };
};

/** What is wrong when a number that a client was told is no longer with both nodes. */
export const lostNumber = ({ nodes, replies }: Cluster<Tally>): string | undefined => {
  const last = Math.min(...Object.values(nodes).map(({ disk }) => lastLsn(disk)));
  const lost = replies.find(({ result }) => result.number > last);
  return lost && `number ${lost.result.number} was told to ${lost.session}, and is lost`;
};

/** A primary p and a backup b. */
export const pair = (mistake?: Mistake): Readonly<Record<"p" | "b", Tally["config"]>> => {
  const config = { primary: "p", backup: "b", ...(mistake && { mistake }) };
  return { p: config, b: config };
};
