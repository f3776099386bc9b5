import { expect, test } from "vitest";
import { Distinct } from "../../../checker/simulate/distinct.ts";

test.for([0, 1, 10, 1_000, 10_000, 30_000, 300_000])("%i different states are counted within 5 %%", (count) => {
  const distinct = new Distinct(3);
  const words = new Int32Array(3);
  for (let again = 0; again < 2; again++) {
    for (let i = 0; i < count; i++) {
      words.set([i & 0xff, i >>> 8, -i]);
      distinct.add(words);
    }
  }
  expect(Math.abs(distinct.estimate - count)).toBeLessThanOrEqual(0.05 * count);
});
