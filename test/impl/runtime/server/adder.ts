// Two nodes that add up the same numbers: each number is on both disks before its client hears of it. A protocol no larger than it
// must be to use all that a node offers: records, messages and replies that wait for them, timers, choices, discards.
import { current, type Draft, produce } from "immer";
import { isMatching, match, P } from "ts-pattern";
import type { Core, Effect, Lsn, NodeId, Step } from "../../../../impl/runtime/core.ts";

/** A number once added, by the request that asked for it. */
interface Entry {
  readonly id: string;
  readonly amount: number;
}

interface State {
  readonly peer: NodeId;
  readonly lsn: Lsn;
  /** By request, with the record that says so. */
  readonly added: Readonly<Record<string, { readonly amount: number; readonly lsn: Lsn }>>;
  /** Requests that wait for the peer. */
  readonly asking: Readonly<Record<string, { readonly session: string; readonly seq: number }>>;
  readonly tossing: readonly { readonly session: string; readonly seq: number }[];
  readonly total: number;
  readonly sinceSnapshot: number;
}

export interface Adder {
  readonly config: { readonly peer: NodeId };
  readonly state: State;
  readonly message: ({ readonly type: "Copy" } & Entry) | { readonly type: "Copied"; readonly id: string };
  readonly record: ({ readonly type: "Added" } & Entry) | { readonly type: "Snapshot"; readonly entries: readonly Entry[] };
  readonly command:
    | { readonly type: "Add"; readonly amount: number }
    | { readonly type: "Sum" }
    | { readonly type: "Toss"; readonly of: number };
  readonly result: { readonly type: "Total"; readonly total: number } | { readonly type: "Tossed"; readonly index: number };
  readonly timer: "again";
}

export const isMessage = isMatching(
  P.union({ type: "Copy", id: P.string, amount: P.number } as const, { type: "Copied", id: P.string } as const),
);
export const isCommand = isMatching(
  P.union({ type: "Add", amount: P.number } as const, { type: "Sum" } as const, { type: "Toss", of: P.number } as const),
);
export const isResult = isMatching(
  P.union({ type: "Total", total: P.number } as const, { type: "Tossed", index: P.number } as const),
);

type Wanted = Effect<Adder>[];

const SNAPSHOT = 40;

const edit = (state: State, change: (draft: Draft<State>, wanted: Wanted) => void): Step<Adder> => {
  const wanted: Wanted = [];
  return { state: produce(state, (draft) => change(draft, wanted)), effects: wanted };
};

const write = (draft: Draft<State>, wanted: Wanted, { id, amount }: Entry): void => {
  wanted.push({ kind: "append", lsn: ++draft.lsn, records: [{ type: "Added", id, amount }] });
  draft.added[id] = { amount, lsn: draft.lsn };
  draft.total += amount;
  if (++draft.sinceSnapshot < SNAPSHOT) return;
  const entries = Object.entries(current(draft.added)).map(([key, entry]) => ({ id: key, amount: entry.amount }));
  wanted.push({ kind: "append", lsn: ++draft.lsn, records: [{ type: "Snapshot", entries }] });
  wanted.push({ kind: "discard", upTo: draft.lsn - 1, after: draft.lsn });
  draft.sinceSnapshot = 0;
};

const copy = (draft: Draft<State>, wanted: Wanted, id: string): void => {
  const { amount, lsn } = draft.added[id];
  wanted.push({ kind: "send", to: draft.peer, message: { type: "Copy", id, amount }, after: lsn });
};

const total = (draft: Draft<State>, wanted: Wanted, session: string, seq: number, after: Lsn): void => {
  wanted.push({ kind: "reply", session, seq, result: { type: "Total", total: draft.total }, after });
};

const booted = (peer: NodeId, lsn: Lsn, records: readonly Adder["record"][]): State => {
  const first = lsn - records.length + 1;
  const added: Record<string, { amount: number; lsn: Lsn }> = {};
  for (const [i, record] of records.entries())
    if (record.type === "Added") added[record.id] = { amount: record.amount, lsn: first + i };
    else for (const { id, amount } of record.entries) added[id] ??= { amount, lsn: first + i };
  const total = Object.values(added).reduce((sum, { amount }) => sum + amount, 0);
  return { peer, lsn, added, asking: {}, tossing: [], total, sinceSnapshot: 0 };
};

export const adder: Core<Adder> = {
  name: "adder",
  version: 1,
  boot: ({ peer }, _, { lsn, records }) => ({ state: booted(peer, lsn, records), effects: [] }),
  step: (state, input) =>
    edit(state, (draft, wanted) =>
      match(input)
        .with({ kind: "request", command: { type: "Add" } }, ({ session, seq, command }) => {
          const id = `${session}/${seq}`;
          if (!(id in draft.added)) write(draft, wanted, { id, amount: command.amount });
          draft.asking[id] = { session, seq };
          copy(draft, wanted, id);
          wanted.push({ kind: "setTimer", timer: "again", milliseconds: [50, 100] });
        })
        .with({ kind: "request", command: { type: "Sum" } }, ({ session, seq }) =>
          total(draft, wanted, session, seq, draft.lsn),
        )
        .with({ kind: "request", command: { type: "Toss" } }, ({ session, seq, command }) => {
          draft.tossing.push({ session, seq });
          wanted.push({ kind: "choose", label: "toss", of: command.of });
        })
        .with({ kind: "choice" }, ({ index }) => {
          const { session, seq } = draft.tossing.shift()!;
          wanted.push({ kind: "reply", session, seq, result: { type: "Tossed", index }, after: 0 });
        })
        .with({ kind: "message", message: { type: "Copy" } }, ({ from, message: { id, amount } }) => {
          if (from !== draft.peer) return void wanted.push({ kind: "reject", from, why: "it is not the peer" });
          if (!(id in draft.added)) write(draft, wanted, { id, amount });
          wanted.push({ kind: "send", to: from, message: { type: "Copied", id }, after: draft.added[id].lsn });
        })
        .with({ kind: "message", message: { type: "Copied" } }, ({ from, message: { id } }) => {
          const asked = draft.asking[id];
          if (!(id in draft.added))
            return void wanted.push({ kind: "reject", from, why: `it copied ${id}, which is not here` });
          if (!asked) return;
          total(draft, wanted, asked.session, asked.seq, draft.added[id].lsn);
          delete draft.asking[id];
          if (Object.keys(draft.asking).length === 0) wanted.push({ kind: "cancelTimer", timer: "again" });
        })
        .with({ kind: "timer" }, () => {
          for (const id of Object.keys(draft.asking)) copy(draft, wanted, id);
          wanted.push({ kind: "setTimer", timer: "again", milliseconds: [50, 100] });
        })
        .with({ kind: "durable" }, () => undefined)
        .exhaustive(),
    ),
};
