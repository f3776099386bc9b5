import { fairComponents } from "./fair-components.ts";
import { Enabled, type Fairness } from "./fairness.ts";
import { fairCycle, type Lasso } from "./lasso.ts";
import { type Promised, questionOf, Ways } from "./question.ts";
import type { StateGraph } from "./state-graph.ts";

/** A fair run that breaks the promise, with a shortest stem; undefined when every fair run keeps it. */
export const brokenPromise = (graph: StateGraph, fairness: Fairness, promised: Promised): Lasso | undefined => {
  const question = questionOf(promised);
  const enabled = new Enabled(graph, fairness);
  const ways = new Ways(graph, question);
  const fair = fairComponents(graph, fairness, enabled, ways.reached, question.visited);
  if (fair.length === 0) return undefined;
  const fairAt = new Int32Array(graph.states).fill(-1);
  fair.forEach((states, i) => {
    for (const state of states) fairAt[state] = i;
  });
  const nearest = ways.reached.find((state) => fairAt[state] >= 0)!;
  const component = new Set(fair[fairAt[nearest]]);
  return {
    stem: ways.to(nearest),
    cycle: fairCycle(graph, fairness, enabled, component, nearest, question.visited),
  };
};
