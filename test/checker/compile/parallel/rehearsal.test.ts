// A thread that practises: for how long, on which states, and what becomes of errors.
import { afterEach, expect, test, vi } from "vitest";
import { practise } from "../../../../checker/compile/parallel/rehearsal.ts";
import { Watch } from "../../../../checker/compile/parallel/watch.ts";
import type { Stepper } from "../../../../checker/compile/search/stepper.ts";

afterEach(() => void vi.restoreAllMocks());

/** A clock that a stepper moves: a millisecond for each state, all of it warming up until so many were expanded. */
const stepping = ({ warmUp = 0, failsAt = -1 }) => {
  const rehearsed: number[] = [];
  vi.spyOn(performance, "now").mockImplementation(() => rehearsed.length);
  const stepper = {
    listenTo: () => {},
    get warmUp() {
      return Math.min(rehearsed.length, warmUp);
    },
    rehearse: (state: number) => {
      rehearsed.push(state);
      if (state === failsAt) throw new Error("another value");
      return 0;
    },
  } as unknown as Stepper;
  return { stepper, rehearsed };
};

test.each([
  ["the least, when it is warm", { warmUp: 0 }, 10_000, 100, 1_000, 128],
  ["until it is warm", { warmUp: 500 }, 10_000, 100, 1_000, 576],
  ["the most, when it never is", { warmUp: 10_000 }, 10_000, 100, 1_000, 1_024],
  ["no more than there are states", { warmUp: 10_000 }, 300, 100, 1_000, 320],
  ["not at all", { warmUp: 0 }, 10_000, 0, 0, 0],
])("%s", (_, given, states, least, most, expected) => {
  const { stepper, rehearsed } = stepping(given);
  practise(stepper, new Watch([]), states, { least, most });
  expect(rehearsed).toHaveLength(expected);
});

test("the states are spread over all, however few they are", () => {
  const { stepper, rehearsed } = stepping({ warmUp: 0 });
  practise(stepper, new Watch([]), 64_000, { least: 64, most: 64 });
  const inTenths = Array.from(
    { length: 10 },
    (_, tenth) => rehearsed.filter((state) => Math.floor(state / 6_400) === tenth).length,
  );
  expect(rehearsed).toHaveLength(64);
  expect(Math.min(...inTenths)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...inTenths)).toBeLessThanOrEqual(8);
});

test("what goes wrong is kept, with the state: the search had expanded it without an error", () => {
  const { stepper } = stepping({ failsAt: 0 });
  const watch = new Watch([]);
  practise(stepper, watch, 10_000, { least: 64, most: 64 });
  expect(watch.mishaps).toEqual([{ state: 0, error: new Error("another value") }]);
});
