// What the tests of the whole catalogue leave out of two-phase commit with recovery: both engines on all that is small, and what
// each variant gets by with.
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Result } from "../../checker/result.ts";
import { recoveredCoordinator, recoveredParticipant } from "../../specs/commit/two-phase-commit-recovery/recovery.ts";
import * as recovery from "../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.instances.ts";
import { variantOf } from "../../specs/commit/two-phase-commit-recovery/variants.ts";

const facts = ({ verdict, states, generated, depth, cut, actions, properties, strength, stateHash, mismatches }: Result) => ({
  verdict,
  counts: [states, generated, depth],
  cut,
  actions,
  properties,
  strength,
  stateHash,
  mismatches,
});

test.each([recovery.nothing1, recovery.abort1, recovery.commit1, recovery.reader, recovery.oneTakesOver])(
  "$target: both engines find the same states, and the counts that are recorded",
  { timeout: 120_000 },
  async (instance) => {
    const compiled = facts(await check(instance, { hash: true }));
    expect(compiled).toMatchObject({ verdict: "verified", mismatches: [] });
    expect(compiled).toEqual(facts(await check(instance, { hash: true, engine: "reference" })));
  },
);

describe("what a site knows when it is back", () => {
  test.each([
    ["nothing", [], "noInformation"],
    ["nothing", ["commit"], "committed"],
    ["nothing", ["abort"], "aborted"],
    ["nothing", ["commit", "end"], "noInformation"],
    ["abort", ["commit"], "committed"],
    ["abort", ["abort"], "noInformation"],
    ["abort", ["commit", "end"], "noInformation"],
    ["commit", [], "noInformation"],
    ["commit", ["collecting"], "aborted"],
    ["commit", ["collecting", "commit"], "noInformation"],
    ["commit", ["collecting", "end"], "noInformation"],
  ] as const)("presumed %s: a coordinator with %j on disk", (presumed, stable, state) => {
    expect(recoveredCoordinator(stable, variantOf(presumed))).toBe(state);
  });

  test.each([
    [[], false, "aborted"],
    [[], true, "noInformation"],
    [["prepared"], true, "prepared"],
    [["prepared", "commit"], false, "committed"],
    [["prepared", "abort"], true, "aborted"],
    [["abort"], false, "aborted"],
  ] as const)("a participant with %j on disk, where some may have only read: %s", (stable, someHaveOnlyRead, state) => {
    expect(recoveredParticipant(stable, someHaveOnlyRead)).toBe(state);
  });
});
