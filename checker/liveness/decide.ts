import { SpecError } from "../../specs/language/spec-error.ts";
import type { Finding, Search } from "../explore/search.ts";
import type { Model } from "../model/model.ts";
import { brokenPromise } from "./broken-promise.ts";
import type { Kind } from "./fairness.ts";
import { Labels } from "./labels.ts";
import type { Cycle, Lasso } from "./lasso.ts";
import type { Promised } from "./question.ts";
import type { StateGraph } from "./state-graph.ts";

/** A kind of fairness of one action. */
export interface FairAction {
  readonly action: string;
  readonly fairness: Kind;
}

/** How far a decision has come: the bytes that it holds. */
export interface Deciding {
  readonly bytes: number;
}

/**
 * Decides the model's liveness on all states of a search that is exhausted, and pauses now and then. Runs that a bound has cut
 * look as if they stopped, so that nothing is decided where one did: that is an error, which says so.
 */
export function* decideLiveness(model: Model, search: Search): Generator<Deciding, Finding[]> {
  refuseCut(model, search);
  const labels = new Labels(model);
  const builder = yield* search.graph((action, args) => labels.of(action, args));
  const graph = builder.graph();
  const promised = search.promised();
  const findings: Finding[] = [];
  for (const [i, { name }] of model.liveness.entries()) {
    yield builder;
    const lasso = brokenPromise(graph, labels.fairness(), promised[i]);
    if (lasso === undefined) continue;
    const sufficient: FairAction[] = [];
    for (const one of candidates(model)) {
      yield builder;
      if (isSufficient(graph, labels, one, model, promised[i])) sufficient.push(one);
    }
    findings.push(findingOf(search, name, lasso, labels, weakest(sufficient)));
  }
  return findings;
}

const refuseCut = (model: Model, search: Search): void => {
  const cut = Object.entries(search.cut).filter(([, steps]) => steps > 0);
  if (cut.length === 0) return;
  const [bounds, promises] = [cut.map(([name]) => name).join(", "), model.liveness.map(({ name }) => name).join(", ")];
  throw new SpecError(
    `${model.target}: ${promises} cannot be decided, since ${bounds} cut the search: a run that is cut looks as if it stopped. Give liveness an instance without bounds, or select other properties by name.`,
  );
};

/** Each action that is not as fair as can be, more so. */
const candidates = (model: Model): FairAction[] =>
  model.actions.flatMap(({ name, index }) => {
    const fair = model.fairness.find(({ action }) => action === index);
    const stronger: readonly Kind[] = fair === undefined ? ["weak", "strong"] : fair.kind === "weak" ? ["strong"] : [];
    return stronger.map((fairness) => ({ action: name, fairness }));
  });

const isSufficient = (
  graph: StateGraph,
  labels: Labels,
  { action, fairness }: FairAction,
  { actions }: Model,
  promised: Promised,
): boolean => {
  const { index } = actions.find(({ name }) => name === action)!;
  return brokenPromise(graph, labels.fairnessWith(index, fairness), promised) === undefined;
};

/** Strong fairness is not worth mentioning where weak fairness is enough. */
const weakest = (sufficient: readonly FairAction[]): FairAction[] =>
  sufficient.filter(
    ({ action, fairness }) =>
      fairness === "weak" || !sufficient.some((other) => other.action === action && other.fairness === "weak"),
  );

const findingOf = (
  search: Search,
  property: string,
  { stem, cycle }: Lasso,
  labels: Labels,
  sufficient: readonly FairAction[],
): Finding => {
  const states = [...stem, ...around(cycle)];
  return {
    kind: "liveness",
    property,
    depth: states.length,
    run: () => states.map((state) => search.stateAt(state)),
    loop: stem.length - 1,
    isTaken: (step, action, args) => step < stem.length || labels.of(action, args) === cycle.labels[step - stem.length],
    sufficient,
  };
};

/** The states after the first, and back to it. */
const around = ({ states, labels }: Cycle): number[] => (labels.length === 0 ? [] : [...states.slice(1), states[0]]);
