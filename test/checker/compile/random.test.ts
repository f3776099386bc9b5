// Random specs: both engines find the same graph, or refuse the same action at the same state.
import fc from "fast-check";
import { expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { comparable, compiledGraph, referenceGraph, WAYS } from "./graph.ts";
import { instanceOf, plans } from "./random/plan.ts";

const numRuns = Number(process.env.QUORATE_RUNS ?? 150);
const seed = Number(process.env.QUORATE_SEED ?? 1);
const STATES = 60;

test("both engines step alike on random specs", { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const model = modelOf(instanceOf(plan), []);
      const reference = referenceGraph(model, STATES);
      for (const way of WAYS) {
        expect({ way, ...comparable(compiledGraph(model, way, STATES), way) }).toEqual({ way, ...comparable(reference, way) });
      }
    }),
    { numRuns, seed, endOnFailure: false },
  );
});
