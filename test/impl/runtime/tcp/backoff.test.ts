import { expect, test } from "vitest";
import { backoff } from "../../../../impl/runtime/tcp/backoff.ts";

test("the mean doubles up to the limit, and chance moves it by a half", () => {
  const at = (chance: number) => [1, 2, 3, 6, 7, 1000].map((attempt) => backoff(attempt, [50, 2000], () => chance));
  expect(at(0.5)).toEqual([50, 100, 200, 1600, 2000, 2000]);
  expect(at(0)).toEqual([25, 50, 100, 800, 1000, 1000]);
  expect(at(1)).toEqual([75, 150, 300, 2400, 3000, 3000]);
});
