import { SpecError } from "../../specs/language/spec-error.ts";
import type { Finding, Search } from "../explore/search.ts";
import type { Model } from "../model/model.ts";
import { brokenPromise } from "./broken-promise.ts";
import { FineLabels } from "./fine-labels.ts";
import { Labels } from "./labels.ts";
import type { Cycle, Lasso } from "./lasso.ts";
import type { Promised } from "./question.ts";
import { type FairAction, sufficientFairness } from "./sufficient.ts";

/** How far a decision has come: the bytes that it holds, and what it has found, of which it is not yet said what would keep it. */
export interface Deciding {
  readonly bytes: number;
  readonly findings?: readonly Finding[];
}

export interface LivenessDecided {
  readonly findings: readonly Finding[];
  /** Of what `leadsTo` something else: what held in no state. */
  readonly premisesNeverHeld: readonly string[];
}

/**
 * Decides the model's liveness on all states of a search that is exhausted, and pauses now and then. Runs that a bound has cut
 * look as if they stopped, so that nothing is decided where one did: that is an error, which says so.
 */
export function* decideLiveness(model: Model, search: Search): Generator<Deciding, LivenessDecided> {
  refuseCut(model, search);
  const labels = new Labels(model);
  const builder = yield* search.graph((action, args) => labels.of(action, args));
  const graph = builder.graph();
  const promised = search.promised();
  const findings: Finding[] = [];
  const broken: Promised[] = [];
  for (const [i, { name }] of model.liveness.entries()) {
    yield { bytes: builder.bytes, findings };
    const lasso = brokenPromise(graph, labels.fairness(), promised[i]);
    if (lasso === undefined) continue;
    findings.push(findingOf(search, name, lasso, labels));
    broken.push(promised[i]);
  }
  const least = broken.length === 0 ? [] : yield* sufficientOf(model, search, { bytes: builder.bytes, findings }, broken);
  return {
    findings: findings.map((finding, i) => ({ ...finding, sufficient: least[i] })),
    premisesNeverHeld: model.liveness
      .filter((_, i) => promised[i].kind === "leadsTo" && !promised[i].raised.includes(1))
      .map(({ name }) => name),
  };
}

/** Of each promise what would keep it: told by a graph of its own, in which every step has its arguments. */
function* sufficientOf(
  model: Model,
  search: Search,
  before: Deciding,
  promised: readonly Promised[],
): Generator<Deciding, FairAction[][]> {
  const labels = new FineLabels(model);
  const building = search.graph((action, args) => labels.of(action, args));
  let step = building.next();
  const held = () => ({ ...before, bytes: before.bytes + step.value.bytes });
  for (; !step.done; step = building.next()) yield held();
  const graph = step.value.graph();
  const found: FairAction[][] = [];
  for (const one of promised) {
    const trying = sufficientFairness(model, graph, labels, one);
    let tried = trying.next();
    for (; !tried.done; tried = trying.next()) yield held();
    found.push(tried.value);
  }
  return found;
}

const refuseCut = (model: Model, search: Search): void => {
  const cut = Object.entries(search.cut).filter(([, steps]) => steps > 0);
  if (cut.length === 0) return;
  const [bounds, promises] = [cut.map(([name]) => name).join(", "), model.liveness.map(({ name }) => name).join(", ")];
  throw new SpecError(
    `${model.target}: ${promises} cannot be decided, since ${bounds} cut the search: a run that is cut looks as if it stopped. Give liveness an instance without bounds, or select other properties by name.`,
  );
};

const findingOf = (search: Search, property: string, { stem, cycle }: Lasso, labels: Labels): Finding => {
  const states = [...stem, ...around(cycle)];
  return {
    kind: "liveness",
    property,
    depth: states.length,
    run: () => states.map((state) => search.stateAt(state)),
    loop: stem.length - 1,
    isTaken: (step, action, args) => step < stem.length || labels.of(action, args) === cycle.labels[step - stem.length],
    sufficient: [],
  };
};

/** The states after the first, and back to it. */
const around = ({ states, labels }: Cycle): number[] => (labels.length === 0 ? [] : [...states.slice(1), states[0]]);
