// Random runs with faults: no alarm without a bug. CONFORMANCE=large makes it ten thousand.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bugs, rulesWith } from "./bugs.ts";
import { followed } from "./followed.ts";
import { notLinearizable } from "./histories.ts";
import { anyRun, showsClients } from "./killing.ts";
import { historyOf, runOf, shapeOf, shapes } from "./simulated.ts";
import { sizes } from "./sizes.ts";

const HOUR = { timeout: 3_600_000 };

test(`${sizes.seeds} seeds: what clients saw is linearizable, and a healed cluster answers`, HOUR, () => {
  const outcomes = new Map<string, number>();
  const faults: Record<string, number> = {};
  for (let seed = 0; seed < sizes.seeds; seed++) {
    const run = runOf(shapeOf(seed), { seed });
    const history = historyOf(run);
    expect({ seed, failure: run.outcome.failure, key: notLinearizable(history) }).toEqual({ seed });
    for (const { result } of history) outcomes.set(result?.type ?? "none", (outcomes.get(result?.type ?? "none") ?? 0) + 1);
    for (const { action } of run.steps) faults[action] = (faults[action] ?? 0) + 1;
  }
  // Nothing of this says much unless everything happens.
  expect([...outcomes.keys()].sort()).toEqual(["none", "unavailable", "unknown", "value", "written"]);
  expect(Object.keys(faults).sort()).toEqual(["crash", "deliver", "duplicate", "lose", "request", "restart", "sync", "timer"]);
});

test(`${sizes.followed} seeds: what the nodes do is what the spec does`, HOUR, () => {
  for (let seed = 0; seed < sizes.followed; seed++) {
    const { verdict } = followed(runOf(shapeOf(seed), { seed }));
    expect({ seed, verdict }).toEqual({ seed, verdict: "conforms" });
  }
});

test(`${sizes.tapes} tapes of fast-check`, HOUR, async () => {
  await fc.assert(
    fc.property(anyRun, ([shape, tape]) => !showsClients(runOf(shapes[shape], { tape }))),
    { numRuns: sizes.tapes },
  );
});

test("what fast-check finds it shrinks, and its seed and path lead there again", () => {
  // Two nodes and short tapes, since fast-check tries a thousand runs to shrink one.
  const short = fc.array(fc.nat(30), { maxLength: 40, size: "max" });
  const property = fc.property(short, (tape) => !showsClients(runOf(shapes[2], { tape }, rulesWith("staysAtVersion"))));
  const found = fc.check(property, { seed: 1, numRuns: 500 });
  expect({ bug: bugs.staysAtVersion.says, failed: found.failed }).toMatchObject({ failed: true });
  const again = fc.check(property, { seed: 1, path: found.counterexamplePath!, endOnFailure: true });
  expect(again.counterexample).toEqual(found.counterexample);
  expect(found.counterexample![0].length).toBeLessThan(40);
});

test("the same seed is the same run", () => {
  const [one, other] = [runOf(shapeOf(3), { seed: 3 }), runOf(shapeOf(3), { seed: 3 })];
  expect(other.steps).toEqual(one.steps);
  expect(runOf(one.shape, { tape: one.outcome.tape }).steps).toEqual(one.steps);
});
