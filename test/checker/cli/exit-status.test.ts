import { describe, expect, test } from "vitest";
import { exitStatus } from "../../../checker/cli/exit-status.ts";
import type { Result, Verdict } from "../../../checker/result.ts";
import { incomplete, miscounted, verified } from "../report/results.ts";

const of = (verdict: Verdict, expected: Verdict = "verified"): Result => ({ ...verified, verdict, expected });

describe("the exit status is the first that applies to any target", () => {
  const cases: [string, Result[], number][] = [
    ["nothing to say", [], 0],
    ["all verified", [of("verified"), of("verified")], 0],
    ["violated as recorded", [of("violated", "violated")], 0],
    ["violated", [of("verified"), of("violated")], 1],
    ["verified, where a violation is recorded", [of("verified", "violated")], 1],
    ["deadlocked", [of("deadlocked")], 1],
    ["unwitnessed", [of("unwitnessed")], 1],
    ["counts other than recorded", [miscounted], 1],
    ["incomplete", [incomplete], 3],
    ["incomplete is never as recorded", [of("incomplete", "incomplete")], 3],
    ["a violation before incomplete", [incomplete, of("violated")], 1],
    ["an error before all", [incomplete, of("violated"), of("error")], 2],
    ["an error, even a recorded one", [of("error", "error")], 2],
  ];
  for (const [name, results, status] of cases) test(name, () => expect(exitStatus(results, false)).toBe(status));

  test("what an interruption left out is incomplete", () => {
    expect(exitStatus([of("verified")], true)).toBe(3);
    expect(exitStatus([of("violated")], true)).toBe(1);
  });
});
