import { describe, expect, test } from "vitest";
import type { Effect } from "../../../impl/runtime/core.ts";
import { system } from "../../../impl/runtime/system.ts";
import type { SystemOptions } from "../../../impl/runtime/system-options.ts";
import { explored, stepsOf, walk } from "./explored.ts";
import { append, ask, reply, type Script, type Scripted, scripted, send } from "./scripted.ts";

const alone = (script: Script, options: Partial<SystemOptions<Scripted>> = {}): SystemOptions<Scripted> => ({
  core: scripted,
  nodes: { a: script },
  requests: [{ ...ask("it"), to: "a" }],
  ...options,
});
const two = (a: Script, b: Script, options: Partial<SystemOptions<Scripted>> = {}): SystemOptions<Scripted> => ({
  ...alone(a, options),
  nodes: { a, b },
});
const from = (options: SystemOptions<Scripted>, ...steps: Parameters<typeof walk>[1][]) => {
  const state = walk(options, ...steps);
  return { state, steps: stepsOf(system(options).successors(state)) };
};

test("one node, one request, one record, one answer, one crash: 13 states in a tree", () => {
  // initial                    1   crashed 2    restarted 3, asked 4, synced and answered 5
  // asked                      6   crashed without the record 7, restarted 8; crashed with it 9, restarted 10
  // synced and answered       11   crashed 12, restarted 13
  const options = alone({ "do it": [append(1, "x"), reply("it", 1)] }, { crashes: 1 });
  expect(explored(options)).toMatchObject({ ended: "exhausted", states: 13, generated: 13, depth: 5 });
});

test("what clients were told, and what they still wait for", () => {
  const options = alone({ "do it": [append(1, "x"), reply("it", 1)] });
  const { session, seq, command } = ask("it");
  expect(walk(options)).toMatchObject({ requests: [], replies: [] });
  expect(walk(options, "request")).toMatchObject({ requests: [{ session, seq, command }], replies: [] });
  expect(walk(options, "request", "sync")).toMatchObject({
    requests: [],
    replies: [{ session, seq, command, result: { type: "done", what: "it" } }],
  });
});

test("a disk syncs up to any record, and a crash keeps any prefix of what is pending", () => {
  const options = alone({ "do it": [append(1, "x", "y", "z")] }, { crashes: 1 });
  expect(from(options, "request").steps).toEqual([
    ...[1, 2, 3].map((lsn) => `sync {"node":"a","lsn":${lsn}}`),
    ...[0, 1, 2, 3].map((lsn) => `crash {"node":"a","lsn":${lsn}}`),
  ]);
  expect(from(options, "request", ["sync", { lsn: 2 }]).steps).toEqual([
    'sync {"node":"a","lsn":3}',
    ...[2, 3].map((lsn) => `crash {"node":"a","lsn":${lsn}}`),
  ]);
  const { state } = from(options, "request", ["sync", { lsn: 1 }], ["crash", { lsn: 2 }], "restart");
  expect(state.nodes.a).toMatchObject({ up: true, core: { seen: ["x", "y"] }, disk: { lsn: 2, pending: [] } });
});

describe("messages", () => {
  const script = { "do it": [send("b", "x", 0), send("b", "x", 0), send("b", "y", 0)] };

  test("equal ones are one step, different ones each their own; faults as often as allowed", () => {
    const [x, y] = ["x", "y"].map((text) => JSON.stringify({ from: "a", to: "b", message: { type: "note", text } }));
    expect(from(two(script, {}), "request").steps).toEqual([`deliver ${x}`, `deliver ${y}`]);
    const faulty = two(script, {}, { losses: 1, duplicates: 1 });
    expect(from(faulty, "request").steps).toEqual([x, y].flatMap((m) => [`deliver ${m}`, `lose ${m}`, `duplicate ${m}`]));
    expect(from(faulty, "request", ["lose", JSON.parse(x)], ["duplicate", JSON.parse(y)]).state.network).toHaveLength(3);
    expect(from(faulty, "request", ["lose", JSON.parse(x)]).steps).not.toContain(`lose ${y}`);
  });

  test("a node that is down gets none, and they wait", () => {
    const { state, steps } = from(two(script, {}, { crashes: 1 }), "request", ["crash", { node: "b" }]);
    expect(state.network).toHaveLength(3);
    expect(steps).toEqual(['restart {"node":"b","forgotten":0}']);
  });

  test("of equal ones as many as allowed are in flight", () => {
    expect(walk(two(script, {}, { copies: 1 }), "request").network).toHaveLength(2);
    expect(walk(two(script, {}), "request").network).toHaveLength(3);
  });

  test("a state beyond the bounds is reached and not left", () => {
    const crowded = two(script, {}, { inFlight: 2 });
    const state = walk(crowded, "request");
    expect(system(crowded).beyond(state)).toBe("inFlight");
    expect([...system(crowded).successors(state)]).toEqual([]);
    expect(explored(crowded).states).toBe(2);
    const silent = two(script, {}, { within: { silence: ({ network }) => network.length === 0 } });
    expect(system(silent).beyond(walk(silent, "request"))).toBe("silence");
  });
});

describe("clients", () => {
  const answer = (seq: number): Effect<Scripted> => ({
    kind: "reply",
    session: "s",
    seq,
    result: { type: "done", what: "" },
    after: 0,
  });
  const request = (session: string, seq: number, what = "it") => ({
    session,
    seq,
    command: { type: "do", what } as const,
    to: "a",
  });

  test("a session asks again after its answer, sessions do not wait for one another", () => {
    const options = alone(
      { "do it": [answer(1)] },
      { requests: [request("s", 1), request("s", 2, "more"), request("t", 1, "more")] },
    );
    const asked = (steps: string[]) => steps.map((step) => step.replace(/.*"session":"(.)","seq":(.).*/, "$1$2"));
    expect(asked(from(options).steps)).toEqual(["s1", "t1"]);
    expect(asked(from(options, ["request", { session: "s" }]).steps)).toEqual(["s2", "t1"]);
  });

  test("asks any of its nodes, as often as it may, while there is no answer", () => {
    const options = two({}, {}, { requests: [{ ...ask("it"), to: ["a", "b"], attempts: 2 }] });
    expect(explored(options)).toMatchObject({ states: 1 + 2 + 3, generated: 1 + 2 + 4 });
    const answered = two({ "do it": [reply("it", 0)] }, {}, { requests: [{ ...ask("it"), to: ["a", "b"], attempts: 2 }] });
    expect(from(answered, ["request", { node: "a" }]).steps).toEqual([]);
  });

  test("the same answer twice is one, another answer another", () => {
    const script = { "do it": [reply("x", 0), reply("x", 0), reply("y", 0)] };
    expect(walk(alone(script), "request").replies.map(({ result }) => result.what)).toEqual(["x", "y"]);
  });

  test("an answer to what nobody asked is a mistake of the core", () => {
    expect(() => walk(alone({ "do it": [answer(7)] }), "request")).toThrow(
      'scripted, node a: the effect `reply` answers request 7 of session "s", which nobody made.',
    );
  });
});

test("timers fire at any time, as often as they may", () => {
  const set = { kind: "setTimer", timer: "first", milliseconds: [5, 5] } as const;
  const forever = alone({ boot: [set], first: [set] }, { requests: [], timers: 2 });
  expect(explored(forever)).toMatchObject({ states: 3, generated: 3 });
  expect(from(alone({ boot: [set] }), "timer").state.nodes.a.timers).toEqual({});
  expect(from(forever).steps).toEqual(['timer {"node":"a","timer":"first"}']);
});

test("while a node waits for a choice, only that and its crash can happen", () => {
  const options = alone({ boot: [{ kind: "choose", label: "coin", of: 2 }, append(1, "x")] }, { crashes: 1 });
  expect(from(options).steps).toEqual([
    'choice {"node":"a","label":"coin","index":0}',
    'choice {"node":"a","label":"coin","index":1}',
    'crash {"node":"a","lsn":0}',
    'crash {"node":"a","lsn":1}',
  ]);
  expect(from(options, ["choice", { index: 1 }]).state.nodes.a.core?.seen).toEqual(["choice 1"]);
});

describe("what was discarded", () => {
  const script: Script = { "do it": [append(1, "x", "y", "z"), { kind: "discard", upTo: 2, after: 3 }] };
  const steps = ["request", ["sync", { lsn: 3 }], "crash"] as const;

  test("is gone", () => {
    const options = alone(script, { crashes: 1 });
    expect(walk(options, "request", ["sync", { lsn: 3 }]).nodes.a.disk).toMatchObject({ lsn: 3, records: [{ text: "z" }] });
    expect(from(options, ...steps).steps).toEqual(['restart {"node":"a","forgotten":2}']);
  });

  test("or, if disks keep it, some or all of it comes back", () => {
    const options = alone(script, { crashes: 1, keepsDiscarded: true });
    expect(from(options, ...steps).steps).toEqual(
      [0, 1, 2].map((forgotten) => `restart {"node":"a","forgotten":${forgotten}}`),
    );
    expect(walk(options, ...steps, ["restart", { forgotten: 1 }]).nodes.a.core?.seen).toEqual(["y", "z"]);
  });
});

test("states are frozen, and those that are equal have one key, whichever way leads there", () => {
  const options = two(
    { "do it": [send("b", "x", 0)] },
    { "do it": [send("a", "y", 0)] },
    {
      requests: ["a", "b"].map((to, i) => ({ ...ask("it"), seq: i + 1, session: to, to })),
    },
  );
  const { key } = system(options);
  const [ab, ba] = [walk(options, ["request", { node: "a" }], "request"), walk(options, ["request", { node: "b" }], "request")];
  expect(ab).toEqual(ba);
  expect(ab.network.map(({ message }) => message.text)).toEqual(["x", "y"]);
  expect(key(ab)).toBe(key(ba));
  expect(key(ab)).not.toBe(key(walk(options, ["request", { node: "a" }])));
  expect(() => Object.assign(ab.nodes, { c: {} })).toThrow(TypeError);
  expect(() => Object.assign(ab.nodes.a.core ?? {}, { seen: [] })).toThrow(TypeError);
});

test.each([
  [{ nodes: {} }, "A system needs at least one node: `nodes` is empty."],
  [{ crashes: -1 }, "`crashes` is -1; it must be 0 or more."],
  [{ requests: [{ ...ask("it"), to: "z" }] }, 'Request 1 of session "s" goes to "z"; the nodes are a.'],
  [{ requests: [1, 2].map(() => ({ ...ask("it"), to: "a" })) }, 'Request 1 of session "s" is there twice.'],
])("bounds that make no sense: %o", (options: Partial<SystemOptions<Scripted>>, message) => {
  expect(() => system(alone({}, options))).toThrow(new RangeError(message));
});
