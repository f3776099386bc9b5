import { describe, expect, test } from "vitest";
import type { Effect } from "../../../impl/runtime/core.ts";
import { checkedDriver } from "../../../impl/runtime/driver.ts";
import { emptyDisk, firstLsn, lastLsn, type Moved } from "../../../impl/runtime/host.ts";
import { crash, forget, handle, start, sync } from "../../../impl/runtime/host-steps.ts";
import { append, ask, reply, type Script, type Scripted, scripted, send } from "./scripted.ts";

const node = (script: Script) => {
  const driver = checkedDriver(scripted, { a: script, b: {} });
  const request = (moved: Moved<Scripted>, what: string) => handle(driver, "a", moved.host, { kind: "request", ...ask(what) });
  return { driver, booted: start(driver, "a", emptyDisk), request };
};
const textsOf = (moved: Moved<Scripted>) =>
  moved.leaving.map((effect) => (effect.kind === "send" ? effect.message.text : effect.result.what));
const write = [
  append(1, "one", "two"),
  send("b", "now", 0),
  send("b", "after one", 1),
  reply("after two", 2),
  append(3, "three"),
];

describe("what leaves a node waits for its disk", () => {
  test("only what waits for nothing leaves at once", () => {
    const { booted, request } = node({ "do write": write });
    const moved = request(booted, "write");
    expect(textsOf(moved)).toEqual(["now"]);
    expect(moved.host.held).toHaveLength(2);
    expect(moved.effects).toEqual(write);
    expect(moved.host.disk).toMatchObject({
      lsn: 0,
      records: [],
      pending: [{ text: "one" }, { text: "two" }, { text: "three" }],
    });
  });

  test("the rest leaves as the disk goes on, before what the core says to that", () => {
    const { driver, booted, request } = node({ "do write": write, "durable 2": [send("b", "heard of it", 2)] });
    const one = sync(driver, "a", request(booted, "write").host, 1);
    expect(textsOf(one)).toEqual(["after one"]);
    const two = sync(driver, "a", one.host, 2);
    expect(textsOf(two)).toEqual(["after two", "heard of it"]);
    expect(two.host.core.seen).toEqual(["do write", "durable 1", "durable 2"]);
    expect(two.host.disk).toMatchObject({ lsn: 2, records: [{ text: "one" }, { text: "two" }], pending: [{ text: "three" }] });
  });

  test.each([0, 1, 2, 3])("a crash that keeps %i records keeps just those, and nothing that was held back", (lsn) => {
    const { driver, booted, request } = node({ "do write": write });
    const down = crash(request(booted, "write").host, lsn);
    expect(down).toMatchObject({ up: false, core: undefined, held: [], disk: { lsn, pending: [] } });
    const again = start(driver, "a", down.disk);
    expect(again.host.core.seen).toEqual(["one", "two", "three"].slice(0, lsn));
    expect(again.leaving).toEqual([]);
  });
});

describe("what was discarded", () => {
  const discard: Effect<Scripted> = { kind: "discard", upTo: 2, after: 3 };
  const script = { "do write": [append(1, "one", "two", "all so far"), discard] };

  test("stays until what stands for it is durable", () => {
    const { driver, booted, request } = node(script);
    const two = sync(driver, "a", request(booted, "write").host, 2);
    expect(two.host.disk.discarded).toBe(0);
    const three = sync(driver, "a", two.host, 3);
    expect(three.host.disk).toMatchObject({ lsn: 3, discarded: 2, records: [{}, {}, {}] });
    expect(firstLsn(forget(three.host.disk, 2))).toBe(3);
    expect(lastLsn(forget(three.host.disk, 2))).toBe(3);
  });

  test.each([
    [0, ["one", "two", "all so far"]],
    [1, ["two", "all so far"]],
    [2, ["all so far"]],
  ])("with %i forgotten, boot gets the rest", (forgotten, records) => {
    const { driver, booted, request } = node(script);
    const down = crash(sync(driver, "a", request(booted, "write").host, 3).host, 3);
    expect(start(driver, "a", down.disk, forgotten).host.core.seen).toEqual(records);
    expect(() => start(driver, "a", down.disk, 3)).toThrow("Records up to 3 are not all discarded: 2 is the last.");
  });
});

test("timers are armed, set anew, cancelled, and gone when they have fired", () => {
  const set = (timer: "first" | "second", most: number) => ({ kind: "setTimer", timer, milliseconds: [10, most] }) as const;
  const cancel: Effect<Scripted> = { kind: "cancelTimer", timer: "first" };
  const { driver, booted, request } = node({
    boot: [set("first", 20), set("second", 20), set("first", 30)],
    "do stop": [cancel, cancel],
  });
  expect(booted.host.timers).toEqual({ first: [10, 30], second: [10, 20] });
  const fired = handle(driver, "a", booted.host, { kind: "timer", timer: "second" });
  expect(fired.host.timers).toEqual({ first: [10, 30] });
  expect(() => handle(driver, "a", fired.host, { kind: "timer", timer: "second" })).toThrow(
    'Node a has no timer "second"; armed are: first.',
  );
  expect(request(fired, "stop").host.timers).toEqual({});
});

test("a choice is answered before anything else happens", () => {
  const { driver, booted, request } = node({ "do toss": [{ kind: "choose", label: "coin", of: 2 }, append(1, "tossed")] });
  const { host } = request(booted, "toss");
  expect(host.choice).toEqual({ label: "coin", of: 2 });
  expect(() => handle(driver, "a", host, { kind: "request", ...ask("toss") })).toThrow('waits for the choice "coin" of 2');
  expect(() => sync(driver, "a", host, 1)).toThrow('waits for the choice "coin"');
  expect(() => handle(driver, "a", host, { kind: "choice", label: "coin", index: 2 })).toThrow("waits for the choice");
  const chosen = handle(driver, "a", host, { kind: "choice", label: "coin", index: 1 });
  expect(chosen.host).toMatchObject({ choice: undefined, core: { seen: ["do toss", "choice 1"] } });
  expect(() => handle(driver, "a", chosen.host, { kind: "choice", label: "coin", index: 1 })).toThrow("asked for no choice");
});

describe("effects that make no sense", () => {
  const impossible: [what: string, effects: readonly unknown[], message: string][] = [
    ["a gap in the log", [append(2, "x")], "`append` numbers its records from 2, but the log goes on at 1."],
    ["the same number twice", [append(1, "x"), append(1, "y")], "numbers its records from 1, but the log goes on at 2."],
    ["nothing to append", [append(1)], "`append` appends no record; leave the effect out."],
    ["a record that is not there", [send("b", "x", 1)], "`send` waits for record 1, but the last one appended before it is 0."],
    [
      "a record that comes later",
      [reply("x", 1), append(1, "x")],
      "`reply` waits for record 1, but the last one appended before it is 0.",
    ],
    ["no position at all", [reply("x", Number.NaN)], "waits for record NaN"],
    ["a stranger", [send("c", "x", 0)], '`send` goes to "c", who is none of the nodes a, b.'],
    ["discarding too much", [append(1, "x"), { kind: "discard", upTo: 2, after: 1 }], "discards up to 2, beyond its `after` 1"],
    ["a strange interval", [{ kind: "setTimer", timer: "first", milliseconds: [20, 10] }], "has the interval 20 to 10"],
    ["no possibility", [{ kind: "choose", label: "coin", of: 0 }], "`choose` has 0 possibilities"],
    [
      "two choices",
      [
        { kind: "choose", label: "a", of: 1 },
        { kind: "choose", label: "b", of: 1 },
      ],
      'comes before the choice "a"',
    ],
    ["no known kind", [{ kind: "wish" }], "`wish` is of no known kind"],
  ];

  test.each(impossible)("%s", (_, effects, message) => {
    const { booted, request } = node({ "do it": effects as readonly Effect<Scripted>[] });
    expect(() => request(booted, "it")).toThrow(message);
    expect(() => request(booted, "it")).toThrow(/^scripted, node a: /);
  });

  test("a disk cannot sync or keep what is not there", () => {
    const { driver, booted, request } = node({ "do write": [append(1, "x")] });
    const { host } = request(booted, "write");
    expect(() => sync(driver, "a", host, 2)).toThrow("Node a cannot sync up to 2: pending are 1 to 1.");
    expect(() => crash(sync(driver, "a", host, 1).host, 0)).toThrow("not up to 0");
    expect(() => crash(crash(host, 0), 0)).toThrow("A node that is down cannot crash.");
  });
});
