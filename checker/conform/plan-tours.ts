// Tests that take every step of a state graph: a shortest way to a step that is still to be taken, and then on as long as there
// is one.
import type { GraphEdge, StateGraph } from "./state-graph.ts";

/** A test: an initial state, and the edges from there. */
export interface Plan {
  readonly initial: number;
  readonly edges: readonly GraphEdge[];
}

/** How far a test looks for a step that is still to be taken before it ends. */
const LOOKAHEAD = 3;

/** Plans over the edges that are wanted, along open ones only. What cannot be reached so is left out. */
export const planTours = (
  graph: StateGraph,
  isOpen: (edge: GraphEdge) => boolean,
  isWanted: (edge: GraphEdge) => boolean,
): Plan[] => {
  const tree = shortestWays(graph, isOpen);
  const left = graph.out.map((edges) => edges.filter((edge) => isOpen(edge) && isWanted(edge)));
  const open = graph.out.map((edges) => edges.filter(isOpen));
  const take = (edge: GraphEdge) => {
    const at = left[edge.from].indexOf(edge);
    if (at >= 0) left[edge.from].splice(at, 1);
  };
  const plans: Plan[] = [];
  for (const [state, { reachable }] of tree.entries()) {
    while (reachable && left[state].length > 0) {
      const edges = wayTo(state, tree);
      edges.forEach(take);
      const initial = edges[0]?.from ?? state;
      for (let at = state; ; at = (edges.at(-1) as GraphEdge).to) {
        const next = onwards(at, left, open);
        if (next === undefined) break;
        for (const edge of next) {
          take(edge);
          edges.push(edge);
        }
      }
      plans.push({ initial, edges });
    }
  }
  return plans;
};

interface Way {
  readonly reachable: boolean;
  readonly by: GraphEdge | undefined;
}

/** The graph's own tree, or another one where that goes along closed edges. */
const shortestWays = ({ states, initial, out }: StateGraph, isOpen: (edge: GraphEdge) => boolean): readonly Way[] => {
  const ways: Way[] = states.map((_, i) => ({ reachable: i < initial, by: undefined }));
  const queue = states.slice(0, initial).map((_, i) => i);
  for (const at of queue) {
    for (const edge of out[at]) {
      if (ways[edge.to].reachable || !isOpen(edge)) continue;
      ways[edge.to] = { reachable: true, by: edge };
      queue.push(edge.to);
    }
  }
  return ways;
};

const wayTo = (state: number, ways: readonly Way[]): GraphEdge[] => {
  const edges: GraphEdge[] = [];
  for (let edge = ways[state].by; edge; edge = ways[edge.from].by) edges.push(edge);
  return edges.reverse();
};

type Edges = readonly (readonly GraphEdge[])[];

/** A step that is still to be taken, from here or from near by: those that stay here first. */
const onwards = (from: number, left: Edges, open: Edges): readonly GraphEdge[] | undefined => {
  const here = left[from].find((edge) => edge.to === from) ?? left[from][0];
  if (here) return [here];
  const ways = new Map<number, readonly GraphEdge[]>([[from, []]]);
  for (const [at, way] of ways) {
    if (way.length >= LOOKAHEAD) return undefined;
    for (const edge of open[at]) {
      if (ways.has(edge.to)) continue;
      const on = [...way, edge];
      if (left[edge.to].length > 0) return on;
      ways.set(edge.to, on);
    }
  }
  return undefined;
};
