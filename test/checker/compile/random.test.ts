// Random specs: both engines find the same graph and say the same of it, or refuse the same action at the same state.
import fc from "fast-check";
import { expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import type { AnySpec, Instance } from "../../../specs/language/index.ts";
import { comparable, compiledGraph, referenceGraph, WAYS } from "./graph.ts";
import { instanceOf, plans } from "./random/plan.ts";
import { byCompiled, byReference, PACES } from "./summary.ts";

const numRuns = Number(process.env.QUORATE_RUNS ?? 150);
const seed = Number(process.env.QUORATE_SEED ?? 1);
const STATES = 40;

test("both engines step alike", { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const model = modelOf(instanceOf(plan), []);
      const reference = referenceGraph(model, STATES);
      for (const way of WAYS) {
        expect({ way, ...comparable(compiledGraph(model, way, STATES), way) }).toEqual({ way, ...comparable(reference, way) });
      }
    }),
    { numRuns, seed },
  );
});

test("both searches tell the same", { timeout: 3_600_000 }, () => {
  const limits = { states: STATES, bytes: Number.POSITIVE_INFINITY };
  /** The properties that are violated. */
  const compared = (instance: Instance<AnySpec>, properties: readonly string[]): readonly string[] => {
    const model = modelOf(instance, properties);
    const reference = byReference(model, limits);
    for (const [how, pace] of Object.entries(PACES)) {
      expect({ how, ...byCompiled(model, pace, limits) }).toEqual({ how, ...reference });
    }
    return "findings" in reference ? reference.findings.map(({ property }) => property) : [];
  };
  fc.assert(
    fc.property(plans, (plan) => {
      const instance = instanceOf(plan);
      // What is violated at once hides what is violated later.
      for (let names = [...instance.spec.properties, "deadlock"]; ; ) {
        const found = compared(instance, names);
        if (found.length === 0) return;
        names = names.filter((name) => !found.includes(name));
      }
    }),
    { numRuns: Math.ceil(numRuns / 2), seed },
  );
});
