import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Result } from "../../checker/result.ts";
import * as transactionCommit from "../../specs/commit/transaction-commit.instances.ts";
import * as twoPhaseCommit from "../../specs/commit/two-phase-commit.instances.ts";
import { instance, range, spec } from "../../specs/language/index.ts";
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

test("a witness is asked until it is reached, and then no more, by both engines", async () => {
  const climbing = () =>
    spec({
      name: "climbing",
      state: { n: range(0, 4) },
      init: { n: 0 },
      actions: { up: { guard: (s) => s.n < 4, effect: (s) => void s.n++ } },
      witnesses: {
        halfway: (s) => {
          if (s.n > 2) throw new RangeError("asked again");
          return s.n === 2;
        },
      },
    });
  const one = instance(climbing, {}, { deadlockAllowed: "it ends at the top" });
  for (const engine of ["compiled", "reference"] as const)
    expect((await check(one, { engine })).properties.halfway).toEqual({ kind: "witness", verdict: "verified", depth: 3 });
});
