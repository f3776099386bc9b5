// The least that a protocol does, for measuring the simulator: a request goes round all nodes, each of which counts it and writes
// it to its disk, and its sender answers. With immer, or with plain spreading.
import { produce } from "immer";
import type { Core, Effect, NodeId, Step } from "../../../../impl/runtime/core.ts";

export interface Relay {
  readonly config: { readonly next: NodeId };
  readonly state: {
    readonly self: NodeId;
    readonly next: NodeId;
    readonly lsn: number;
    readonly counts: Readonly<Record<string, number>>;
  };
  readonly message: { readonly type: "pass"; readonly origin: NodeId; readonly session: string; readonly seq: number };
  readonly record: { readonly type: "passed"; readonly session: string; readonly seq: number };
  readonly command: { readonly type: "pass" };
  readonly result: { readonly type: "passed" };
  readonly timer: "idle";
}

type Count = (state: Relay["state"], session: string, records: number) => Relay["state"];

const withImmer: Count = (state, session, records) =>
  produce(state, (draft) => {
    draft.counts[session] = (draft.counts[session] ?? 0) + 1;
    draft.lsn += records;
  });

const withSpreading: Count = (state, session, records) => ({
  ...state,
  lsn: state.lsn + records,
  counts: { ...state.counts, [session]: (state.counts[session] ?? 0) + 1 },
});

const relay = (name: string, count: Count): Core<Relay> => ({
  name,
  version: 1,
  boot: ({ next }, self, disk) => ({ state: { self, next, lsn: disk.lsn, counts: {} }, effects: [] }),
  step: (state, input) => {
    switch (input.kind) {
      case "request":
        return passed(state, count, { type: "pass", origin: state.self, session: input.session, seq: input.seq });
      case "message": {
        const { origin, session, seq } = input.message;
        if (origin !== state.self) return passed(state, count, input.message);
        const reply = { kind: "reply", session, seq, result: { type: "passed" }, after: 0 } as const;
        return { state: count(state, session, 0), effects: [reply, { kind: "cancelTimer", timer: "idle" }] };
      }
      default:
        return { state, effects: [] };
    }
  },
});

const passed = (state: Relay["state"], count: Count, message: Relay["message"]): Step<Relay> => {
  const { session, seq } = message;
  const lsn = state.lsn + 1;
  const effects: Effect<Relay>[] = [
    { kind: "append", lsn, records: [{ type: "passed", session, seq }] },
    { kind: "send", to: state.next, message, after: lsn },
    { kind: "setTimer", timer: "idle", milliseconds: [100, 200] },
    { kind: "discard", upTo: lsn - 1, after: lsn },
  ];
  return { state: count(state, session, 1), effects };
};

export const relays = { immer: relay("relay with immer", withImmer), spreading: relay("relay with spreading", withSpreading) };

export const ring: Readonly<Record<"a" | "b" | "c", Relay["config"]>> = {
  a: { next: "b" },
  b: { next: "c" },
  c: { next: "a" },
};
