import { Components } from "./components.ts";
import type { Enabled, Fairness } from "./fairness.ts";
import type { StateGraph } from "./state-graph.ts";

/** A part of a graph in which a run can stay for ever and be fair; together with others like it, all such parts. */
export type FairComponent = Int32Array;

/**
 * The largest parts in which fair runs can stay for ever, among these states; given `visited`, runs that come to one of those
 * again and again. What is strongly fair and can be done in a component, but not within it, must not be possible at all: the
 * states in which it is are taken out, and what is left is split again (Emerson and Lei, "Modalities for Model Checking",
 * Science of Computer Programming 8, 1987; Lichtenstein and Pnueli, POPL 1985).
 */
export const fairComponents = (
  graph: StateGraph,
  fairness: Fairness,
  enabled: Enabled,
  among: Int32Array,
  visited?: Uint8Array,
): FairComponent[] => {
  const components = new Components(graph);
  const { part } = components;
  let parts = 0;
  const fair: FairComponent[] = [];
  const split = (states: Int32Array): Int32Array[] => {
    const id = ++parts;
    for (const state of states) part[state] = id;
    return components.of(states, id);
  };
  const work = split(among);
  for (let component = work.pop(); component !== undefined; component = work.pop()) {
    if (visited && !component.some((state) => visited[state] === 1)) continue;
    const id = ++parts;
    for (const state of component) part[state] = id;
    const { isUnfair, forbidden } = judged(graph, fairness, enabled, component, part);
    if (isUnfair) continue;
    if (forbidden.length === 0) {
      fair.push(component);
      continue;
    }
    const rest = component.filter((state) => !forbidden.some((constraint) => enabled.has(state, constraint)));
    for (const smaller of split(rest)) work.push(smaller);
  }
  return fair;
};

/** Whether no run can stay there and be weakly fair, and else what is strongly fair and can be done there, but never is. */
const judged = (
  { offsets, targets, labels }: StateGraph,
  { kinds, constraintOf }: Fairness,
  enabled: Enabled,
  component: Int32Array,
  part: Int32Array,
): { readonly isUnfair: boolean; readonly forbidden: readonly number[] } => {
  const isTaken = new Uint8Array(kinds.length);
  for (const state of component) {
    for (let edge = offsets[state]; edge < offsets[state + 1]; edge++) {
      const constraint = constraintOf[labels[edge]];
      if (constraint >= 0 && part[targets[edge]] === part[state]) isTaken[constraint] = 1;
    }
  }
  const untaken = kinds.map((_, constraint) => constraint).filter((constraint) => !isTaken[constraint]);
  const isUnfair = untaken.some(
    (constraint) => kinds[constraint] === "weak" && component.every((state) => enabled.has(state, constraint)),
  );
  const forbidden = untaken.filter(
    (constraint) => kinds[constraint] === "strong" && component.some((state) => enabled.has(state, constraint)),
  );
  return { isUnfair, forbidden };
};
