import { expect, test } from "vitest";
import { type ExploreOptions, explore } from "../../../checker/explore/explore.ts";
import type { TransitionSystem } from "../../../checker/explore/transition-system.ts";

/** Two jugs, and a wish: no model of ours. */
const jugs: TransitionSystem<readonly [number, number], null> = {
  initial: () => [
    [0, 0],
    [0, 0],
  ],
  key: (jug) => jug.join(),
  *successors([small, big]) {
    const pour = Math.min(small, 5 - big);
    const back = Math.min(big, 3 - small);
    yield { action: "fill small", args: null, state: [3, big] };
    yield { action: "fill big", args: null, state: [small, 5] };
    yield { action: "empty small", args: null, state: [0, big] };
    yield { action: "empty big", args: null, state: [small, 0] };
    yield { action: "pour", args: null, state: [small - pour, big + pour] };
    yield { action: "pour back", args: null, state: [small + back, big - back] };
  },
};
const found = (options: ExploreOptions<readonly [number, number], null> = {}) => {
  const { ended, states, generated, depth, wrong } = explore(jugs, options);
  return {
    ended,
    states,
    generated,
    depth,
    run: wrong && [wrong.what, wrong.initial, ...wrong.steps.map(({ action, state }) => [action, state])],
  };
};

test("explores all there is, breadth first, and counts what it generates", () => {
  expect(found()).toEqual({ ended: "exhausted", states: 16, generated: 2 + 16 * 6, depth: 8, run: undefined });
});

test("finds a shortest run to what is wrong with a state", () => {
  const { run, ended, depth } = found({ wrongState: ([, big]) => (big === 4 ? "four litres" : undefined) });
  expect([ended, depth, run]).toEqual([
    "wrong",
    7,
    [
      "four litres",
      [0, 0],
      ["fill big", [0, 5]],
      ["pour back", [3, 2]],
      ["empty small", [0, 2]],
      ["pour back", [2, 0]],
      ["fill big", [2, 5]],
      ["pour back", [3, 4]],
    ],
  ]);
});

test("finds what is wrong with a step, also with one back to a known state", () => {
  const { run } = found({ wrongStep: (before, step) => (before[0] > 0 && step.state.join() === "0,0" ? "wasted" : undefined) });
  expect(run).toEqual(["wasted", [0, 0], ["fill small", [3, 0]], ["empty small", [0, 0]]]);
});

test("says when it has not seen all: by states, by depth, by a signal", () => {
  expect(found({ states: 5 })).toMatchObject({ ended: "bounded", states: 5 });
  expect(found({ states: 16 })).toMatchObject({ ended: "exhausted" });
  expect(found({ depth: 3 })).toMatchObject({ ended: "bounded", depth: 3 });
  expect(found({ depth: 9 })).toMatchObject({ ended: "exhausted" });
  expect(found({ signal: AbortSignal.abort() })).toMatchObject({ ended: "bounded", states: 1 });
});

test("knows an initial state that is wrong", () => {
  expect(found({ wrongState: () => "dry" })).toMatchObject({ ended: "wrong", run: ["dry", [0, 0]] });
});
