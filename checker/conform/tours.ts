import type { AnySpec, Instance, Step } from "../../specs/language/index.ts";
import type { ActionsOf } from "../../specs/language/instance.ts";
import type { Read } from "../../specs/language/type.ts";
import { planTours } from "./plan-tours.ts";
import { type StateGraph, stateGraph } from "./state-graph.ts";

/** A test: an initial state of the spec, and steps from there, each with the state after it. */
export interface Tour<D extends AnySpec> {
  readonly initial: Read<D["state"]>;
  readonly steps: readonly (Step<ActionsOf<D>> & { readonly state: Read<D["state"]> })[];
}

/** Tests that together take every step of an instance. */
export interface Tours<D extends AnySpec> {
  readonly target: string;
  readonly instance: Instance<D>;
  readonly graph: StateGraph;
  /** Those of the instance, within its bounds, and the steps between them. */
  readonly states: number;
  readonly edges: number;
  readonly tests: readonly Tour<D>[];
  /** Those of all tests: an edge may be taken more than once. */
  readonly steps: number;
}

/**
 * Tests for an implementation, out of the graph of a small instance's states: every step is in one of them.
 * @throws SpecError when there are more states than the limit, which is 100,000 unless said otherwise.
 */
export const tours = <D extends AnySpec>(instance: Instance<D>, limits: { readonly states?: number } = {}): Tours<D> => {
  const graph = stateGraph(instance, limits.states ?? 100_000);
  const { target, states, edges } = graph;
  const plans = planTours(
    graph,
    () => true,
    () => true,
  );
  const tests = plans.map(({ initial, edges }) => ({
    initial: states[initial],
    steps: edges.map(({ action, args, to }) => ({ name: action, args, state: states[to] })),
  })) as unknown as Tour<D>[];
  const steps = plans.reduce((total, plan) => total + plan.edges.length, 0);
  return { target, instance, graph, states: states.length, edges: edges.length, tests, steps };
};
