import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Result } from "../../checker/result.ts";
import * as transactionCommit from "../../specs/commit/transaction-commit.instances.ts";
import * as twoPhaseCommit from "../../specs/commit/two-phase-commit.instances.ts";
import { counting } from "./counter.ts";

test("both engines say the same, down to the hash of all states and the counterexample", async () => {
  const facts = ({
    verdict,
    states,
    generated,
    depth,
    cut,
    actions,
    properties,
    strength,
    violations,
    stateHash,
    mismatches,
  }: Result) => ({ verdict, states, generated, depth, cut, actions, properties, strength, violations, stateHash, mismatches });
  const bounded = counting(6, {
    within: { low: (s) => s.n < 5 },
    allow: { single: (before, after) => after.n !== before.n + 2 },
  });
  for (const one of [transactionCommit.three, twoPhaseCommit.three, twoPhaseCommit.commitsEarly, counting(6), bounded]) {
    for (const options of [
      { hash: true, all: true },
      { hash: true, properties: ["deadlock"] },
    ]) {
      const compiled = await check(one, options);
      expect(compiled.engine).toBe("compiled");
      expect(facts(compiled)).toEqual(facts(await check(one, { ...options, engine: "reference" })));
    }
  }
});
