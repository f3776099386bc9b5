import { describe, expect, test, vi } from "vitest";
import { check } from "../../checker/check.ts";
import type { CheckOptions, Result } from "../../checker/result.ts";
import * as twoPhaseCommit from "../../specs/commit/two-phase-commit.instances.ts";
import { ids, implies, instance, mapOf, mutant, oneOf, range, record, spec } from "../../specs/language/index.ts";
import { counter, counting } from "./counter.ts";

const reference = (of: Parameters<typeof check>[0], options: CheckOptions = {}) =>
  check(of, { engine: "reference", ...options });
const outcome = ({ verdict, message, violations }: Result) => [verdict, message, violations.map(({ property }) => property)];
const right = ["three", "top"];

describe("a verdict", () => {
  test("is verified when all is searched and all holds", async () => {
    const result = await reference(twoPhaseCommit.three);
    expect(result).toMatchObject({
      schema: 1,
      verdict: "verified",
      expected: "verified",
      target: "two-phase-commit/3",
      engine: "reference",
      states: 288,
      generated: 1_146,
      depth: 11,
      cut: {},
      violations: [],
      mismatches: [],
      properties: {
        deadlock: { kind: "deadlock", verdict: "verified" },
        everyoneCommits: { kind: "witness", verdict: "verified", depth: 11 },
      },
      actions: { tmCommit: 1 },
      strength: { actionsNeverTaken: [], witnesses: { everyoneCommits: 10 } },
    });
    expect(result.seconds).toBeGreaterThan(0);
    expect(result.generatedPerSecond).toBeGreaterThan(0);
    expect(result.bytesPerState).toBeGreaterThan(0);
    expect(result).not.toHaveProperty("message");
  });

  test("is that of the shortest violation, and other properties are then undecided", async () => {
    const result = await reference(counting(6));
    expect(outcome(result)).toEqual(["violated", undefined, ["even"]]);
    expect(result.properties).toEqual({
      small: { kind: "invariant", verdict: "incomplete" },
      even: { kind: "invariant", verdict: "violated", depth: 2 },
      slow: { kind: "step", verdict: "violated", depth: 2 },
      upwards: { kind: "step", verdict: "incomplete" },
      three: { kind: "witness", verdict: "incomplete" },
      top: { kind: "witness", verdict: "incomplete" },
      deadlock: { kind: "deadlock", verdict: "incomplete" },
    });
    expect(result).not.toHaveProperty("strength");
  });

  test("shows all that is violated so far when asked to", async () => {
    expect(outcome(await reference(counting(6), { all: true }))).toEqual(["violated", undefined, ["even", "slow"]]);
  });

  test("is deadlocked when that is the shortest", async () => {
    const result = await reference(counting(3), { properties: ["deadlock", "small"] });
    expect(outcome(result)).toEqual(["deadlocked", undefined, ["deadlock"]]);
    expect(result.violations[0]).toMatchObject({ verdict: "deadlocked", kind: "deadlock" });
    expect(result.properties).toEqual({
      small: { kind: "invariant", verdict: "incomplete" },
      deadlock: { kind: "deadlock", verdict: "deadlocked", depth: 3 },
    });
  });

  test("is unwitnessed when all is searched and a witness was not reached, unless it is out of reach", async () => {
    const bounded = { within: (s: { readonly n: number }) => s.n < 3 };
    const result = await reference(counting(6, bounded), { properties: right });
    expect(outcome(result)).toEqual(["unwitnessed", undefined, []]);
    expect(result.properties.three).toEqual({ kind: "witness", verdict: "unwitnessed" });
    expect(outcome(await reference(counting(6, { ...bounded, outOfReach: ["three"] }), { properties: right }))[0]).toBe(
      "unwitnessed",
    );
    expect(outcome(await reference(counting(6, { ...bounded, outOfReach: ["three", "top"] }), { properties: right }))[0]).toBe(
      "verified",
    );
  });

  test("is an error when a witness out of reach is reached", async () => {
    const result = await reference(counting(6, { outOfReach: ["top"] }), { properties: right });
    expect(outcome(result)).toEqual([
      "error",
      "counter/6 declares the witness top out of reach, and 3 actions reach it. Take it off outOfReach.",
      ["top"],
    ]);
    expect(result.violations[0]).toMatchObject({ kind: "witness", verdict: "error" });
  });

  test("is incomplete when a limit comes first, and says which", async () => {
    const stopped = async (options: CheckOptions) => {
      const { verdict, stoppedBy, states, message, properties } = await reference(twoPhaseCommit.five, options);
      expect(properties.consistent).toEqual({ kind: "invariant", verdict: "incomplete" });
      expect(message).toMatch(/came first|interrupted/);
      return [verdict, stoppedBy, states <= 1_000];
    };
    expect(await stopped({ states: 1_000 })).toEqual(["incomplete", "states", true]);
    expect(await stopped({ memory: 0.1 })).toEqual(["incomplete", "memory", true]);
    expect(await stopped({ seconds: 0.02 })).toEqual(["incomplete", "time", true]);
    expect(await stopped({ signal: AbortSignal.abort() })).toEqual(["incomplete", "interrupted", true]);
  });

  test("is violated, and not incomplete, when a limit comes only after a violation", async () => {
    const result = await reference(counting(6), { properties: ["even"], states: 2 });
    expect(result).toMatchObject({ verdict: "violated", stoppedBy: "states" });
  });

  test("of a search that is interrupted while it runs is incomplete", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 60);
    const result = await reference(twoPhaseCommit.six, { signal: controller.signal });
    expect(result).toMatchObject({ verdict: "incomplete", stoppedBy: "interrupted" });
    expect(result.states).toBeGreaterThan(10);
  });
});

describe("counts that an instance records", () => {
  const wrong = counting(3, { expect: { states: 5, generated: 9, depth: 4 }, deadlockAllowed: "it ends" });

  test("are compared, and what differs is told", async () => {
    const { mismatches, verdict } = await reference(
      instance(counter, { most: 3 }, { expect: { verdict: "violated", states: 4, generated: 3 } }),
    );
    expect([verdict, mismatches]).toEqual(["violated", [{ what: "states", expected: 4, found: 3 }]]);
  });

  test("are not compared when the call has limits or properties of its own, nor of a mutant", async () => {
    expect((await reference(wrong, { properties: [] })).mismatches).toEqual([]);
    expect((await reference(wrong, { states: 1_000 })).mismatches).toEqual([]);
    expect((await reference(mutant(wrong, "none", { breaks: "small" }))).mismatches).toEqual([]);
    expect((await reference(wrong)).mismatches).not.toEqual([]);
  });

  test("go with the verdict expected", async () => {
    expect((await reference(counting(3, { expect: { verdict: "deadlocked" } }))).expected).toBe("deadlocked");
    expect((await reference(counting(3))).expected).toBe("verified");
  });
});

test("a green run says how strong it is", async () => {
  const P = ids("p", 2);
  const weak = () =>
    spec({
      name: "weak",
      state: { node: mapOf(P, record({ mode: oneOf("off", "lost", "on", "broken") })), still: range(0, 1) },
      init: { node: { mode: "off" }, still: 0 },
      actions: {
        start: {
          params: { p: P },
          guard: { off: (s, { p }) => s.node[p].mode === "off", always: () => true },
          effect: (s, { p }) => void (s.node[p].mode = "on") as undefined,
        },
        never: { guard: () => false, effect: () => undefined },
      },
      invariants: {
        vain: implies(
          (s) => s.still === 1,
          (s) => s.still === 0,
        ),
      },
      witnesses: { on: (s) => P.some((p) => s.node[p].mode === "on") },
      terminal: () => true,
    });
  const wanted = {
    actionsNeverTaken: ["never"],
    guardsAlwaysTrue: ["start.always"],
    variablesNeverChanged: ["still"],
    valuesNeverSeen: ["node[].mode: lost", "node[].mode: broken"],
    premisesNeverHeld: ["vain"],
    witnesses: { on: 1 },
  };
  expect((await reference(instance(weak, {}))).strength).toEqual(wanted);
  expect((await check(instance(weak, {}))).strength).toEqual(wanted);
});

test("progress is told while it runs, and others have their turn", async () => {
  const onProgress = vi.fn();
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  await reference(twoPhaseCommit.five, { onProgress, seconds: 0.6 });
  clearInterval(timer);
  const calls = onProgress.mock.calls.map(([progress]) => progress);
  expect(turns).toBeGreaterThan(2);
  expect(calls.length).toBeGreaterThan(1);
  expect(calls.length).toBeLessThan(9);
  expect(calls[0]).toEqual({
    states: expect.any(Number),
    generated: expect.any(Number),
    depth: expect.any(Number),
    queue: expect.any(Number),
    seconds: expect.any(Number),
  });
});

test("the hash is of the set of states", async () => {
  const hash = async (of: Parameters<typeof check>[0]) => (await reference(of, { hash: true, properties: [] })).stateHash;
  expect(await hash(counting(3))).toMatch(/^[0-9a-f]{16}$/);
  expect(await hash(counting(3))).toBe(await hash(counting(3, { init: { n: 3 } })));
  expect(await hash(counting(3))).not.toBe(await hash(counting(3, { within: (s) => s.n < 3 })));
  expect(await reference(counting(3))).not.toHaveProperty("stateHash");
});
