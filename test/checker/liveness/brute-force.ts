// Liveness by definition, on graphs so small that everything can be tried.
import type { Fairness } from "../../../checker/liveness/fairness.ts";
import type { Promised } from "../../../checker/liveness/question.ts";
import type { StateGraph } from "../../../checker/liveness/state-graph.ts";

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

export const edgesOf = ({ states, offsets, targets, labels }: StateGraph): Edge[] =>
  Array.from({ length: states }, (_, from) => from).flatMap((from) =>
    Array.from({ length: offsets[from + 1] - offsets[from] }, (_, i) => ({
      from,
      to: targets[offsets[from] + i],
      label: labels[offsets[from] + i],
    })),
  );

/**
 * Whether some fair run breaks the promise. A run comes at last to visit some states and to take some steps again and again,
 * and no others: every set of steps is tried, and every single state in which a run may stay.
 */
export const isBroken = (graph: StateGraph, fairness: Fairness, promised: Promised): boolean => {
  const edges = edgesOf(graph);
  for (let subset = 1; subset < 1 << edges.length; subset++) {
    const taken = edges.filter((_, i) => subset & (1 << i));
    const states = [...new Set(taken.flatMap(({ from, to }) => [from, to]))];
    if (isConnected(states, taken) && breaks(graph, edges, fairness, promised, states, taken)) return true;
  }
  return Array.from({ length: graph.states }, (_, state) => state).some((state) =>
    breaks(graph, edges, fairness, promised, [state], []),
  );
};

const breaks = (
  { initial }: StateGraph,
  edges: readonly Edge[],
  fairness: Fairness,
  { kind, raised, met }: Promised,
  states: readonly number[],
  taken: readonly Edge[],
): boolean => {
  if (!isFair(edges, fairness, states, taken)) return false;
  const unmet = (state: number) => met[state] === 0;
  const reachable = closure(initial, edges);
  if (kind === "eventuallyAlways") return states.some(unmet) && reachable.has(states[0]);
  if (!states.every(unmet)) return false;
  if (kind === "infinitelyOften") return reachable.has(states[0]);
  const starts = kind === "eventually" ? initial : [...reachable].filter((state) => raised[state] === 1);
  const still = edges.filter(({ from, to }) => unmet(from) && unmet(to));
  return closure(starts.filter(unmet), still).has(states[0]);
};

const isFair = (
  edges: readonly Edge[],
  { kinds, constraintOf }: Fairness,
  states: readonly number[],
  taken: readonly Edge[],
): boolean =>
  kinds.every((kind, constraint) => {
    if (taken.some(({ label }) => constraintOf[label] === constraint)) return true;
    const isEnabled = (state: number) =>
      edges.some(({ from, to, label }) => from === state && to !== state && constraintOf[label] === constraint);
    return kind === "weak" ? !states.every(isEnabled) : !states.some(isEnabled);
  });

const isConnected = (states: readonly number[], taken: readonly Edge[]): boolean =>
  states.every((state) => states.every((other) => closure([state], taken).has(other)));

const closure = (from: readonly number[], edges: readonly Edge[]): Set<number> => {
  const known = new Set(from);
  for (const state of known) for (const edge of edges) if (edge.from === state) known.add(edge.to);
  return known;
};
