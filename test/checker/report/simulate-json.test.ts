import { expect, test } from "vitest";
import { simulateJson } from "../../../checker/report/simulate-json.ts";
import { simulate } from "../../../checker/simulate/simulate.ts";
import { good } from "../cli/specs/counters.ts";

test("one line, which says all", async () => {
  const shown = await simulate(good, { seed: 1, run: 1, depth: 3 });
  const { result, line } = simulateJson(shown);
  expect(result).toBe(shown);
  expect(JSON.parse(line)).toEqual(shown);
});

test("of a run that no line of JSON can hold, that it is too long, and what to do", async () => {
  const shown = await simulate(good, { seed: 1, run: 1, depth: 3 });
  // As JSON.stringify ends where a text would be longer than the engine's longest.
  const toJSON = () => {
    throw new RangeError("Invalid string length");
  };
  const { result, line } = simulateJson({ ...shown, shown: { ...shown.shown!, toJSON } as never });
  expect(result.verdict).toBe("error");
  expect(JSON.parse(line)).toMatchObject({
    target: "counters/good",
    verdict: "error",
    message: "counters/good: the run of 3 actions is too long for a line of JSON. Show fewer of them: --depth 100000",
  });
});
