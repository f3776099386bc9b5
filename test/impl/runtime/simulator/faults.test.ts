import { expect, test } from "vitest";
import { drawRates, faultsOf, noFaults, usualFaults } from "../../../../impl/runtime/simulator/faults.ts";
import { Tape } from "../../../../impl/runtime/simulator/tape.ts";

test("each run draws its own rates, never beyond the worst, and leaves kinds out", () => {
  const runs = Array.from({ length: 200 }, (_, seed) => drawRates(new Tape({ seed }), usualFaults));
  for (const kind of Object.keys(usualFaults) as (keyof typeof usualFaults)[]) {
    const rates = runs.map((rates) => rates[kind]);
    expect(Math.max(...rates)).toBe(usualFaults[kind]);
    expect(Math.min(...rates)).toBe(noFaults[kind]);
    expect(new Set(rates).size).toBeGreaterThan(3);
  }
  expect(new Set(runs.map((rates) => JSON.stringify(rates))).size).toBeGreaterThan(190);
});

test("what is left out always is never drawn", () => {
  const tape = new Tape({ seed: 1 });
  expect(drawRates(tape, noFaults)).toEqual(noFaults);
  expect(tape.entries).toEqual([]);
});

test.each([
  [{ loss: 1.5 }, 'The fault "loss" is 1.5; it must be from 0 to 1.'],
  [{ skew: 0 }, 'The fault "skew" is 0; it must be from 1 to'],
  [{ crashes: Number.NaN }, 'The fault "crashes" is NaN; it must be from 0 to 1000.'],
  [{ loss: 0.5, duplication: 0.5 }, "together they must be 1 at most"],
  [{ rain: 1 }, 'There is no fault "rain"; there are loss, duplication, delay'],
])("%o is refused", (faults: object, message) => {
  expect(() => faultsOf(faults)).toThrow(message);
});
