import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { referenceSearch } from "../../../checker/reference/reference-search.ts";
import { ids, instance, mapOf, oneOf, range, refinement, spec } from "../../../specs/language/index.ts";
import { counter, counting } from "../counter.ts";
import { searched } from "../searched.ts";

const none: readonly string[] = [];

describe("counts", () => {
  test("every enabled action is generated, repeats included", () => {
    const { ended, counts, taken } = searched(counting(3), none);
    // 0: +1 +2; 1: +1 +2 -1; 2: +1 -1; 3: -1; and the initial state.
    expect([ended, counts, taken]).toEqual(["exhausted", [4, 9, 3], { up: 5, down: 3 }]);
  });

  test("duplicates among the initial states are generated and stored once", () => {
    const several = instance(
      counter,
      { most: 3 },
      { init: { params: { a: range(0, 1), b: range(0, 1) }, state: ({ a, b }) => ({ n: a * b }) } },
    );
    expect(searched(several, none).counts).toEqual([4, 4 + 8, 2]);
  });

  test("a state outside within has its invariants and its step checked, and that is all", () => {
    const bounded = counting(4, { within: (s) => s.n < 3 });
    const { ended, counts, cut, witnessed } = searched(bounded, ["three", "small"]);
    // 0: 1 2; 1: 2 (3) 0; 2: (3) (4) 1, and 4 is not small.
    expect([ended, counts, cut, witnessed]).toEqual(["violated", [3, 9, 2], { within: 3 }, {}]);
    expect(searched(bounded, ["small"]).findings).toEqual([["small", 3]]);
    expect(searched(bounded, ["slow"]).findings).toEqual([["slow", 2]]);
  });

  test("an initial state outside within is cut, too", () => {
    const outside = counting(4, { init: { n: 3 }, within: { low: (s) => s.n < 3, lower: (s) => s.n < 2 } });
    const { ended, counts, cut } = searched(outside, none);
    expect([ended, counts, cut]).toEqual(["exhausted", [0, 1, 0], { low: 1, lower: 0 }]);
  });

  test("what is cut is counted by the first condition that cuts it", () => {
    const named = counting(4, { within: { most: (s) => s.n < 3, low: (s) => s.n < 2, least: () => true } });
    // 0: 1 (2); 1: (2) (3) 0.
    expect(searched(named, none)).toMatchObject({ counts: [2, 6, 2], cut: { most: 1, low: 2, least: 0 } });
  });

  test("a step that is not allowed counts as generated, and is neither taken nor checked", () => {
    const refused = counting(3, { allow: { single: (before, after) => after.n - before.n < 2 } });
    const { ended, counts, cut, taken, findings } = searched(refused, ["slow"]);
    expect([ended, counts, cut, taken, findings]).toEqual(["exhausted", [4, 9, 4], { single: 2 }, { up: 3, down: 3 }, []]);
  });
});

describe("violations", () => {
  test("the depth being expanded is finished, nothing deeper is begun, and each property is found once, at its first", () => {
    const { ended, counts, findings, runs } = searched(counting(6), ["small", "even", "slow"]);
    expect(ended).toBe("violated");
    // 1 is odd and comes first; the step to 2 is the same depth.
    expect(findings).toEqual([
      ["even", 2],
      ["slow", 2],
    ]);
    expect(runs).toEqual([
      [{ n: 0 }, { n: 1 }],
      [{ n: 0 }, { n: 2 }],
    ]);
    expect(counts).toEqual([3, 3, 2]);
  });

  test("of several at one step the properties' declared order decides: invariants, steps, refinements", () => {
    const { findings } = searched(counting(6, { init: { n: 2 } }), ["upwards", "even", "slow"]);
    expect(findings.map(([name]) => name)).toEqual(["even", "slow", "upwards"]);
  });

  test("in an initial state ends the search before anything is expanded", () => {
    const { ended, counts, findings } = searched(counting(9, { init: { n: 5 } }), ["small", "even"]);
    expect([ended, counts, findings]).toEqual([
      "violated",
      [1, 1, 1],
      [
        ["small", 1],
        ["even", 1],
      ],
    ]);
  });

  test("a step that changes nothing is a step", () => {
    const idle = () =>
      spec({
        name: "idle",
        state: { n: range(0, 1) },
        init: { n: 0 },
        actions: { stay: { effect: () => undefined } },
        steps: { moves: (before, after) => before.n !== after.n },
      });
    const { findings, runs, counts } = searched(instance(idle, {}));
    expect([findings, runs, counts]).toEqual([[["moves", 2]], [[{ n: 0 }, { n: 0 }]], [1, 2, 1]]);
  });
});

describe("deadlock", () => {
  test("is a state in which only the environment can act, and a shorter run than what is found beyond it", () => {
    const { findings, runs } = searched(counting(3), ["deadlock", "small"]);
    expect(findings).toEqual([["deadlock", 3]]);
    // 3 cannot go up; it is reached by 1, 2 or by 2, 1.
    expect(runs).toEqual([[{ n: 0 }, { n: 1 }, { n: 3 }]]);
    const both = searched(counting(2, { init: { n: 2 } }), ["deadlock", "upwards"]);
    expect(both.findings).toEqual([
      ["deadlock", 1],
      ["upwards", 2],
    ]);
  });

  test("is none where an action is enabled but cut, or changes nothing", () => {
    expect(searched(counting(3, { within: (s) => s.n < 2, init: { n: 1 } }), ["deadlock"]).findings).toEqual([]);
    expect(searched(counting(3, { allow: (_before, after) => after.n < 2 }), ["deadlock"]).findings).toEqual([]);
    const idle = () =>
      spec({ name: "idle", state: { n: range(0, 1) }, init: { n: 0 }, actions: { stay: { effect: () => undefined } } });
    expect(searched(instance(idle, {})).findings).toEqual([]);
  });

  test("is none in a terminal state, nor where the instance allows it", () => {
    const ends = (constants: { right: boolean }) =>
      spec({
        name: "ends",
        state: { n: range(0, 1) },
        init: { n: 0 },
        actions: { end: { guard: (s) => s.n === 0, effect: (s) => void (s.n = 1) as undefined } },
        terminal: (s) => constants.right && s.n === 1,
      });
    expect(searched(instance(ends, { right: true })).findings).toEqual([]);
    expect(searched(instance(ends, { right: false })).findings).toEqual([["deadlock", 2]]);
    expect(searched(instance(ends, { right: false }, { deadlockAllowed: "it is over" })).findings).toEqual([]);
  });
});

describe("refinement", () => {
  const Light = oneOf("red", "green");
  const light = () =>
    spec({
      name: "light",
      state: { light: Light },
      init: { light: "red" },
      actions: { turn: { effect: (s) => void (s.light = s.light === "red" ? "green" : "red") as undefined } },
    });
  const clock = (constants: { from: number; jump: number }) =>
    spec({
      name: "clock",
      state: { second: range(0, 7) },
      init: { second: constants.from },
      actions: { tick: { effect: (s) => void (s.second = (s.second + constants.jump) % 8) as undefined } },
      refines: {
        light: refinement(instance(light, {}, { within: (s) => s.light === "red" }), (s: { readonly second: number }) => ({
          light: s.second % 8 < 4 ? ("red" as const) : ("green" as const),
        })),
      },
    });

  test("each step is one of the other spec, whose bounds do not apply, or leaves it unchanged", () => {
    const { ended, counts, findings } = searched(instance(clock, { from: 0, jump: 1 }));
    expect([ended, counts, findings]).toEqual(["exhausted", [8, 9, 8], []]);
  });

  test("an initial state must be one of the other's", () => {
    expect(searched(instance(clock, { from: 4, jump: 1 })).findings).toEqual([["light", 1]]);
  });

  test("a step that the other does not have is found", () => {
    const third = () =>
      spec({
        name: "third",
        state: { n: range(0, 2) },
        init: { n: 0 },
        actions: { next: { guard: (s) => s.n < 2, effect: (s) => void (s.n += 1) as undefined } },
        refines: { counter: refinement(counting(4), (s: { readonly n: number }) => ({ n: s.n * s.n })) },
        terminal: (s) => s.n === 2,
      });
    const { findings, runs } = searched(instance(third, {}));
    expect([findings, runs]).toEqual([[["counter", 3]], [[{ n: 0 }, { n: 1 }, { n: 2 }]]]);
  });
});

describe("coverage", () => {
  test("says what was never exercised", () => {
    const P = ids("p", 2);
    const lazy = () =>
      spec({
        name: "lazy",
        state: { mode: mapOf(P, oneOf("off", "on", "broken")), n: range(0, 1) },
        init: { mode: "off", n: 0 },
        actions: {
          start: {
            params: { p: P },
            guard: { off: (s, { p }) => s.mode[p] === "off", whole: (s) => s.n === 0, never: () => true },
            effect: (s, { p }) => void (s.mode[p] = "on") as undefined,
          },
          repair: {
            params: { p: P },
            guard: (s, { p }) => s.mode[p] === "broken",
            effect: (s, { p }) => void (s.mode[p] = "off") as undefined,
          },
        },
        terminal: () => true,
      });
    const { coverage, taken } = searched(instance(lazy, {}));
    expect(taken).toEqual({ start: 4, repair: 0 });
    expect(coverage).toEqual({
      guardsAlwaysTrue: ["start.whole", "start.never"],
      variablesNeverChanged: ["n"],
      valuesNeverSeen: ["mode[]: broken"],
      premisesNeverHeld: [],
    });
  });
});

describe("limits", () => {
  test("at most so many states are stored, and what was stopped goes on where it was", () => {
    const search = referenceSearch(modelOf(counting(9), none));
    const all = Number.POSITIVE_INFINITY;
    expect(search.advance(1_000, { states: 4, bytes: all })).toBe("states");
    expect([search.states, search.queue > 0]).toEqual([4, true]);
    expect(search.advance(1_000, { states: 4, bytes: all })).toBe("states");
    expect(search.advance(1_000, { states: 100, bytes: all })).toBe("exhausted");
    expect([search.states, search.generated, search.queue]).toEqual([...searched(counting(9), none).counts.slice(0, 2), 0]);
  });

  test("exactly as many states as there are is no limit", () => {
    const search = referenceSearch(modelOf(counting(9), none));
    expect(search.advance(1_000, { states: 10, bytes: Number.POSITIVE_INFINITY })).toBe("exhausted");
  });

  test("memory counts", () => {
    const search = referenceSearch(modelOf(counting(9), none));
    expect(search.advance(1_000, { states: 100, bytes: 1_000 })).toBe("memory");
  });

  test("a slice ends when its time is up", () => {
    const search = referenceSearch(modelOf(counting(9), none));
    expect(search.advance(0, { states: 100, bytes: Number.POSITIVE_INFINITY })).toBe("more");
    expect(search.states).toBeLessThan(10);
  });
});
