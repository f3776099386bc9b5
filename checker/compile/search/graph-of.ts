import type { LabelOf } from "../../explore/search.ts";
import { Promises } from "../../liveness/promises.ts";
import type { Promised } from "../../liveness/question.ts";
import { GraphBuilder } from "../../liveness/state-graph.ts";
import type { Arguments, Liveness } from "../../model/model.ts";
import type { Kernel } from "./kernel.ts";

const STATES_BETWEEN_PAUSES = 256;

/** The graph of all states of a search that is through: each is expanded once more. What the kernel has counted stays as it is. */
export function* graphOf(kernel: Kernel, labelOf: LabelOf): Generator<GraphBuilder, GraphBuilder> {
  const { count } = kernel;
  const initial: number[] = [];
  for (let state = 0; state < count && kernel.parentOf(state) < 0; state++) initial.push(state);
  const builder = new GraphBuilder(initial);
  const counted = [kernel.taken, kernel.withinCut, kernel.allowCut].map((counts) => [counts, counts.slice()] as const);
  try {
    for (let state = 0; state < count; state++) {
      kernel.steps(state, (target, action, args) => builder.step(target, labelOf(action, args as Arguments)));
      builder.end();
      if (state % STATES_BETWEEN_PAUSES === 0) yield builder;
    }
  } finally {
    for (const [counts, before] of counted) counts.set(before);
  }
  if (kernel.count !== count) throw new Error("internal error: a search that is through has found a new state.");
  return builder;
}

/** What the view says of each liveness property, in each state. */
export const promisedBy = (kernel: Kernel, view: unknown, liveness: readonly Liveness[]): readonly Promised[] => {
  const promises = new Promises(liveness, kernel.count);
  for (let state = 0; state < kernel.count; state++) {
    kernel.load(state);
    promises.state(state, view);
  }
  return promises.all;
};
