import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { type Bias, lateBias } from "./late-bias.ts";

const NAMED: Readonly<Record<Bias, string>> = {
  guard: "late.work() is not symmetric: with",
  effect: "late.work() is not symmetric: with",
  invariant: "late: free is not symmetric: it says something else when",
  step: "late: kept is not symmetric: it says something else when",
  witness: "late: led is not symmetric: it says something else when",
  within: "late: within is not symmetric: it says something else when",
  allow: "late: allow is not symmetric: it says something else when",
  terminal: "late: terminal is not symmetric: it says something else when",
};
const biases = Object.entries(NAMED) as [Bias, string][];

describe("what is not symmetric in a state that is reached late is named, whichever id it favours", () => {
  test.each(biases.flatMap(([bias, message]) => [0, 1, 2].map((favoured) => [bias, favoured, message] as const)))(
    "%s, id %i",
    async (bias, favoured, message) => {
      const result = await check(lateBias(bias, favoured), { symmetry: true });
      expect(result).toMatchObject({ verdict: "error", message: expect.stringContaining(message) });
    },
  );
  test.each(biases)("and where none is favoured, nothing is: %s", async (bias) => {
    expect(await check(lateBias(bias, undefined), { symmetry: true })).toMatchObject({ verdict: "verified", states: 1_773 });
  });
});
