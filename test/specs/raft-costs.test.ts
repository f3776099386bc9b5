import { expect, test } from "vitest";
import type { MutantResult } from "../../checker/mutants.ts";
import { costTable, withoutSeconds } from "./raft-costs.ts";

const result: MutantResult = {
  schema: 1,
  target: "raft/one-election",
  mutant: "a vote is forgotten",
  breaks: "electionSafety",
  verdict: "violated",
  killed: true,
  asPromised: true,
  foundAfter: 12,
  cost: { states: 2_985, seconds: 0.114 },
  also: { expected: [], found: [] },
  base: "verified",
  states: 9_000,
  seconds: 0.5,
};
const { foundAfter: _, ...neverReached } = result;

const lastLines = (results: readonly MutantResult[]) =>
  costTable(results)
    .split("\n")
    .slice(-results.length - 2, -1);

test("a row says what was found, where, and what the search for that alone took", () => {
  expect(lastLines([result, { ...neverReached, breaks: "committed" }])).toEqual([
    "mutant               instance      property broken  actions  states  seconds",
    "a vote is forgotten  one-election  electionSafety        12   2,985     0.11",
    "a vote is forgotten  one-election  committed          never   2,985     0.11",
  ]);
});

test("what is compared is all but the seconds", () => {
  const compared = (cost: MutantResult["cost"], foundAfter = 12) =>
    withoutSeconds(costTable([{ ...result, cost, foundAfter }]));
  const { states } = result.cost;
  expect(compared({ states, seconds: 123.456 })).toBe(compared(result.cost));
  expect(compared({ states: states + 1, seconds: 0.114 })).not.toBe(compared(result.cost));
  expect(compared(result.cost, 11)).not.toBe(compared(result.cost));
});
