// The engine on a log that tells when a sync ends, so that what waits for it can be seen waiting.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Core, Effect, Input } from "../../../../impl/runtime/core.ts";
import type { Driver } from "../../../../impl/runtime/driver.ts";
import { type Engine, engine, type Surroundings } from "../../../../impl/runtime/server/engine.ts";

/** A protocol whose every message says what is wanted. */
interface Puppet {
  readonly config: undefined;
  readonly state: { readonly inputs: readonly Input<Puppet>[] };
  readonly message: { readonly type: "Do"; readonly effects: readonly Effect<Puppet>[] };
  readonly record: { readonly type: "Note"; readonly text: string };
  readonly command: { readonly type: "Do"; readonly effects: readonly Effect<Puppet>[] };
  readonly result: { readonly type: "Done"; readonly text: string };
  readonly timer: "one" | "two";
}

const puppet: Core<Puppet> = {
  name: "puppet",
  version: 1,
  boot: (_, __, { records }) => ({
    state: { inputs: [] },
    effects: records.map(({ text }) => say("b", text)),
  }),
  step: ({ inputs }, input) => ({
    state: { inputs: [...inputs, input] },
    effects: input.kind === "message" ? input.message.effects : input.kind === "request" ? input.command.effects : [],
  }),
};

const driver: Driver<Puppet> = {
  name: "puppet",
  nodes: ["a", "b"],
  boot: (node, disk) => puppet.boot(undefined, node, disk),
  step: (_, state, input) => puppet.step(state, input),
};

const note = (lsn: number, ...texts: string[]): Effect<Puppet> => ({
  kind: "append",
  lsn,
  records: texts.map((text) => ({ type: "Note", text })),
});
const say = (to: string, text: string, after = 0): Effect<Puppet> => ({
  kind: "send",
  to,
  message: { type: "Do", effects: [{ kind: "reject", from: text, why: "" }] },
  after,
});
const answer = (text: string, after = 0): Effect<Puppet> => ({
  kind: "reply",
  session: "s",
  seq: 1,
  result: { type: "Done", text },
  after,
});

interface Stage {
  readonly node: Engine<Puppet>;
  readonly log: string[];
  /** Has the core do this. */
  want(...effects: Effect<Puppet>[]): void;
  /** Ends the sync that runs. */
  synced(upTo: number): Promise<void>;
  broken(error: Error): Promise<void>;
  readonly syncs: number;
  readonly kinds: () => string[];
}

const textIn = ({ effects }: Puppet["message"]): string => (effects[0].kind === "reject" ? effects[0].from : "");

const stage = (disk = { lsn: 0, records: [] as Puppet["record"][] }, around: Partial<Surroundings<Puppet>> = {}): Stage => {
  const log: string[] = [];
  let running: { resolve(lsn: number): void; reject(error: Error): void } | undefined;
  let syncs = 0;
  let last = disk.lsn;
  const node = engine<Puppet>(driver, "a", disk, {
    log: {
      append: (records) => {
        log.push(`append ${records.map(({ text }) => text)}`);
        return (last += records.length);
      },
      sync: () =>
        new Promise((resolve, reject) => {
          syncs++;
          running = { resolve, reject };
        }),
      discard: async (upTo) => void log.push(`discard ${upTo}`),
    },
    send: (to, message) => void log.push(`send ${to} ${textIn(message)}`),
    reply: (session, seq, { text }) => void log.push(`reply ${session} ${seq} ${text}`),
    rejected: (from) => void log.push(`rejected ${from}`),
    failed: (error) => void log.push(`failed ${(error as Error).message}`),
    ...around,
  });
  const turn = () => vi.advanceTimersByTimeAsync(0);
  return {
    node,
    log,
    want: (...effects) => node.take({ kind: "message", from: "b", message: { type: "Do", effects } }),
    synced: async (upTo) => {
      running?.resolve(upTo);
      await turn();
    },
    broken: async (error) => {
      running?.reject(error);
      await turn();
    },
    get syncs() {
      return syncs;
    },
    kinds: () => node.state.inputs.map(({ kind }) => kind),
  };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("what leaves, and when", () => {
  test("at once what waits for nothing, the rest when its record is durable, and the core hears of it afterwards", async () => {
    const { want, log, synced, kinds } = stage();
    want(note(1, "x", "y"), say("b", "now"), say("b", "later", 2), answer("sooner", 1), answer("now too"));
    expect(log).toEqual(["append x,y", "send b now", "reply s 1 now too"]);
    await synced(1);
    expect(log.slice(3)).toEqual(["reply s 1 sooner"]);
    await synced(2);
    expect(log.slice(4)).toEqual(["send b later"]);
    expect(kinds()).toEqual(["message", "durable", "durable"]);
  });

  test("what is appended while a sync runs shares the next one", async () => {
    const stand = stage();
    stand.want(note(1, "x"), answer("x", 1));
    stand.want(note(2, "y"), answer("y", 2));
    stand.want(note(3, "z"), answer("z", 3));
    expect(stand.syncs).toBe(1);
    await stand.synced(1);
    expect(stand.log.slice(3)).toEqual(["reply s 1 x"]);
    expect(stand.syncs).toBe(2);
    await stand.synced(3);
    expect(stand.log.slice(4)).toEqual(["reply s 1 y", "reply s 1 z"]);
    expect(stand.syncs).toBe(2);
    expect(stand.node.pending).toBe(0);
  });

  test("a discard waits like a message", async () => {
    const { want, log, synced } = stage({ lsn: 5, records: [{ type: "Note", text: "old" }] });
    want(note(6, "snapshot"), { kind: "discard", upTo: 5, after: 6 });
    expect(log).toEqual(["send b old", "append snapshot"]);
    await synced(6);
    expect(log.slice(2)).toEqual(["discard 5"]);
  });

  test("a message to itself comes back, but not at once", async () => {
    const { want, log } = stage();
    want(say("a", "myself"), say("b", "other"));
    expect(log).toEqual(["send b other"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(log).toEqual(["send b other", "rejected myself"]);
  });
});

describe("choices", () => {
  test("are answered before anything else, within their range", () => {
    const { want, node } = stage();
    const seen = new Set<number>();
    for (let i = 0; i < 200; i++) want({ kind: "choose", label: "which", of: 3 });
    for (const [i, input] of node.state.inputs.entries()) {
      expect(input.kind).toBe(i % 2 === 0 ? "message" : "choice");
      if (input.kind === "choice") seen.add(input.index);
    }
    expect([...seen].sort()).toEqual([0, 1, 2]);
  });
});

describe("timers", () => {
  const set = (timer: "one" | "two", ms: number): Effect<Puppet> => ({ kind: "setTimer", timer, milliseconds: [ms, ms] });

  test("fire once; set again they start anew; cancelled they do not fire", () => {
    const { want, node } = stage();
    const fired = () => node.state.inputs.flatMap((input) => (input.kind === "timer" ? [input.timer] : []));
    want(set("one", 100), set("two", 150));
    vi.advanceTimersByTime(60);
    want(set("one", 100));
    vi.advanceTimersByTime(60);
    expect(fired()).toEqual([]);
    vi.advanceTimersByTime(40);
    expect(fired()).toEqual(["two", "one"]);
    want(set("one", 100));
    want({ kind: "cancelTimer", timer: "one" }, { kind: "cancelTimer", timer: "two" });
    vi.advanceTimersByTime(1000);
    expect(fired()).toEqual(["two", "one"]);
  });
});

describe("failures", () => {
  test("of a sync: nothing that waited for it leaves, now or later", async () => {
    const { want, log, broken, synced, kinds } = stage();
    want(note(1, "x"), answer("x", 1), { kind: "setTimer", timer: "one", milliseconds: [10, 10] });
    await broken(new Error("fdatasync: EIO"));
    expect(log.slice(1)).toEqual(["failed fdatasync: EIO"]);
    want(say("b", "more"));
    await synced(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(log.slice(2)).toEqual([]);
    expect(kinds()).toEqual(["message"]);
  });

  test.each<[string, Effect<Puppet>[], string]>([
    ["numbers a record wrongly", [note(7, "x")], "numbers its records from 7, but the log goes on at 1"],
    ["waits for a record that is not there", [answer("x", 1)], "waits for record 1, but the last one appended before it is 0"],
    ["sends to nobody", [say("c", "x")], 'goes to "c", who is none of the nodes a, b'],
  ])("of a core that %s: told once, and nothing of it is done", async (_, effects, why) => {
    const { want, log } = stage();
    want(say("b", "first"), ...effects);
    want(...effects);
    expect(log).toEqual([expect.stringContaining(`failed puppet, node a: the effect`)]);
    expect(log[0]).toContain(why);
  });

  test("while a sync runs: what waits for it stays, though it succeeds", async () => {
    const { want, log, synced, kinds } = stage();
    want(note(1, "x"), answer("x", 1), say("a", "myself"));
    want(say("c", "nobody"));
    await synced(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(log).toEqual(["append x", expect.stringContaining("failed puppet, node a")]);
    expect(kinds()).toEqual(["message"]);
  });

  test("of a log that refuses a record", () => {
    const refuse = () => {
      throw new Error("not plain");
    };
    const { want, log } = stage(undefined, { log: { append: refuse, sync: async () => 0, discard: async () => undefined } });
    want(note(1, "x"), say("b", "x"));
    expect(log).toEqual(["failed not plain"]);
  });
});

test("a boot whose records the log refuses is thrown, and the timers that it set are silent", async () => {
  const refuse = () => {
    throw new Error("not plain");
  };
  const told: string[] = [];
  const core: Driver<Puppet> = {
    ...driver,
    boot: () => ({
      state: { inputs: [] },
      effects: [{ kind: "setTimer", timer: "one", milliseconds: [10, 10] }, note(1, "x")],
    }),
  };
  const around: Surroundings<Puppet> = {
    log: { append: refuse, sync: async () => 0, discard: async () => undefined },
    send: () => undefined,
    reply: () => undefined,
    rejected: () => undefined,
    stepped: (input) => void told.push(input?.kind ?? "boot"),
    failed: () => void told.push("failed"),
  };
  expect(() => engine<Puppet>(core, "a", { lsn: 0, records: [] }, around)).toThrow("not plain");
  expect(vi.getTimerCount()).toBe(0);
  await vi.advanceTimersByTimeAsync(100);
  expect(told).toEqual(["boot"]);
});

describe("draining", () => {
  test("nothing more is taken, timers are silent, and what was taken is finished", async () => {
    const { want, log, node, synced, kinds } = stage();
    want(note(1, "x"), answer("x", 1), { kind: "setTimer", timer: "one", milliseconds: [10, 10] });
    let drained = false;
    const draining = node.drain().then(() => {
      drained = true;
    });
    want(say("b", "late"));
    await vi.advanceTimersByTimeAsync(100);
    expect([drained, log, kinds()]).toEqual([false, ["append x"], ["message"]]);
    await synced(1);
    await draining;
    expect(log).toEqual(["append x", "reply s 1 x"]);
  });

  test("ends at a failure too", async () => {
    const { want, node, broken } = stage();
    want(note(1, "x"));
    const draining = node.drain();
    await broken(new Error("EIO"));
    await draining;
  });
});
