import { expect, test } from "vitest";
import { paintFor, plain } from "../../../checker/report/paint.ts";
import { progressLine } from "../../../checker/report/progress-line.ts";
import { words } from "../../../checker/report/words.ts";

test("only a terminal that has not declined them sees colours", () => {
  expect(paintFor({ isTTY: true }, {}).good("verified")).toBe("\u001b[32mverified\u001b[39m");
  expect(paintFor({}, { CI: "1", FORCE_COLOR: "1" })).toBe(plain);
  expect(paintFor({ isTTY: true }, { NO_COLOR: "1" })).toBe(plain);
  expect(paintFor({ isTTY: true }, { TERM: "dumb" })).toBe(plain);
});

test("progress fits the terminal", () => {
  const progress = { states: 1_234_567, generated: 9_000_000, depth: 12, queue: 45_678, seconds: 3.9 };
  expect(progressLine("raft/3", progress, 80)).toBe("1.2 M states, 317 k/s, queue 46 k, depth 12, 3 s  raft/3");
  expect(progressLine("raft/3", progress, 20)).toBe("1.2 M states, 317 k");
  expect(progressLine("raft/3", { ...progress, states: 0, seconds: 0 }, 80)).toContain("0 states, 0/s");
});

test("a name reads as words", () => {
  expect(words("commitNeedsAll")).toBe("commit needs all");
  expect(words("consistent")).toBe("consistent");
  expect(words("of-words")).toBe("of words");
});
