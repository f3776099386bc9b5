import { expect, test } from "vitest";
import { randomOf } from "../../../checker/simulate/random.ts";

const stream = (seed: number, run: number, length = 8) => {
  const random = randomOf(seed, run);
  return Array.from({ length }, () => random.below(1_000_000));
};

test("a seed and a run give the same numbers, and others other ones", () => {
  const streams = [
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
    [2 ** 32, 1],
    [2 ** 32 + 1, 1],
    [2 ** 53 - 1, 1],
    [1, 2 ** 33],
  ].map(([seed, run]) => stream(seed, run).join());
  expect(new Set(streams).size).toBe(streams.length);
  expect(stream(1, 2).join()).toBe(streams[3]);
});

test("every number is as likely as any other, in the first draws of many runs and in the draws of one", () => {
  const [sides, draws] = [6, 60_000];
  const oneRun = randomOf(3, 1);
  for (const draw of [(i: number) => randomOf(7, i).below(sides), () => oneRun.below(sides)]) {
    const counts = Array<number>(sides).fill(0);
    for (let i = 0; i < draws; i++) counts[draw(i)]++;
    // Chi-squared with five degrees of freedom exceeds 20.5 once in a thousand times.
    const expected = draws / sides;
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(20.5);
  }
});

test("fractions are at least 0 and below 1", () => {
  const random = randomOf(5, 5);
  const fractions = Array.from({ length: 10_000 }, () => random.fraction());
  expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...fractions)).toBeLessThan(1);
  expect(fractions.reduce((sum, one) => sum + one, 0) / fractions.length).toBeCloseTo(0.5, 1);
});
