// Which fairness of one action would leave no fair run that breaks a promise.
import type { Model, ModelAction } from "../model/model.ts";
import { brokenPromise } from "./broken-promise.ts";
import type { Fairness, Kind } from "./fairness.ts";
import type { FairBy, FineLabels } from "./fine-labels.ts";
import type { Cycle } from "./lasso.ts";
import type { Promised } from "./question.ts";
import type { StateGraph } from "./state-graph.ts";

/** A kind of fairness of one action: as a whole, or for each choice of some of its parameters. */
export interface FairAction {
  readonly action: string;
  readonly fairness: Kind;
  readonly by?: readonly string[];
}

/**
 * Of each action the least that suffices, in place of what the spec says of it: weak before strong, as a whole before by one
 * parameter before by all. Pauses before each that is tried.
 */
export function* sufficientFairness(
  model: Model,
  graph: StateGraph,
  labels: FineLabels,
  promised: Promised,
): Generator<undefined, FairAction[]> {
  const { declared } = labels;
  const broken = brokenPromise(graph, labels.fairness(declared), promised);
  const found: FairAction[] = [];
  if (broken === undefined) return found;
  for (const action of model.actions) {
    const others = declared.filter((fair) => fair.action !== action.index);
    const own = declared.find((fair) => fair.action === action.index);
    for (const one of candidates(action, own)) {
      yield;
      // What leaves this run fair need not be tried on all.
      if (!rulesOut(graph, labels.fairness([one]), broken.cycle)) continue;
      if (brokenPromise(graph, labels.fairness([...others, one]), promised) !== undefined) continue;
      found.push(named(action, one));
      break;
    }
  }
  return found;
}

/** What is more than the spec says of the action, or other than that. */
const candidates = ({ index, parameters }: ModelAction, own: FairBy | undefined): FairBy[] => {
  const places = parameters.map((_, place) => place);
  const choices = [[], ...places.map((place) => [place]), ...(places.length > 1 ? [places] : [])];
  const kinds: readonly Kind[] = own?.kind === "strong" ? ["strong"] : ["weak", "strong"];
  return kinds
    .flatMap((kind) => choices.map((by) => ({ action: index, kind, by })))
    .filter(({ kind, by }) => kind !== own?.kind || by.join() !== own.by.join());
};

/** Whether a run that goes round for ever puts off what would be fair: what it could always do, or, strongly, what it could at times. */
const rulesOut = ({ offsets, labels }: StateGraph, { kinds, constraintOf }: Fairness, cycle: Cycle): boolean => {
  const taken = new Set(cycle.labels.map((label) => constraintOf[label]));
  const times = kinds.map(() => 0);
  for (const state of cycle.states) {
    const here = new Set<number>();
    for (let edge = offsets[state]; edge < offsets[state + 1]; edge++) here.add(constraintOf[labels[edge]]);
    for (const constraint of here) if (constraint >= 0) times[constraint]++;
  }
  return kinds.some(
    (kind, constraint) =>
      !taken.has(constraint) && (kind === "weak" ? times[constraint] === cycle.states.length : times[constraint] > 0),
  );
};

const named = ({ name, parameters }: ModelAction, { kind, by }: FairBy): FairAction => ({
  action: name,
  fairness: kind,
  ...(by.length === 0 ? {} : { by: by.map((place) => parameters[place].name) }),
});
