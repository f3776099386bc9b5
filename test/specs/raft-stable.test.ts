// Raft once it has settled: what ranks of terms are good for, what fairness is needed, and how a cluster fails to elect a leader.
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { checkMutant } from "../../checker/mutants.ts";
import { traceLines } from "../../checker/report/trace-lines.ts";
import * as numbered from "../../specs/consensus/raft-stable/numbered-terms.ts";
import * as stable from "../../specs/consensus/raft-stable/raft-stable.instances.ts";
import { expectGolden } from "../golden.ts";

describe("each step with terms that are numbers is one with ranks", () => {
  test.each([numbered.two, numbered.three, numbered.threeEntries])("$target", { timeout: 120_000 }, async (instance) => {
    expect(await check(instance)).toMatchObject({ verdict: "verified", mismatches: [], cut: {} });
  });

  test("and what is none would be noticed", async () => {
    expect(await checkMutant(numbered.staysInItsTerm)).toMatchObject({ killed: true, asPromised: true });
  });
});

test("both engines come to the same", { timeout: 120_000 }, async () => {
  const { verdict, states, cut, properties } = await check(stable.two);
  expect({ verdict, cut }).toEqual({ verdict: "verified", cut: {} });
  expect(await check(stable.two, { engine: "reference" })).toMatchObject({ verdict, states, cut, properties });
});

test.each([
  ["timeOut", ["elected", "commits"]],
  ["requestVote", ["elected", "commits"]],
  ["becomeLeader", ["elected", "commits"]],
  ["append", ["commits"]],
  ["replicate", ["commits"]],
  ["commit", ["commits"]],
])("what need not happen at last without %s: %j", { timeout: 120_000 }, async (action, expected) => {
  const { two } = stable;
  const { [action]: left, ...fairness } = two.spec.fairness as Record<string, "weak">;
  expect(left).toBeDefined();
  const { expect: _counts, ...options } = two.options;
  const { properties } = await check(
    { ...two, spec: { ...two.spec, fairness }, options },
    { properties: ["elected", "commits"] },
  );
  expect(Object.keys(properties).filter((name) => properties[name].verdict === "violated")).toEqual(expected);
});

test("servers that time out together split the votes for ever", { timeout: 120_000 }, async () => {
  const { verdict, violations } = await check(stable.duel, { properties: ["elected"] });
  expect(verdict).toBe("violated");
  const title = "All three time out, each votes for itself, and so again, in ever later terms: ranks show the same state.";
  expectGolden("raft-stable-duel", [title, ...traceLines(violations[0], stable.duel.spec), ""].join("\n"));
});
