import { SpecError } from "../../specs/language/spec-error.ts";
import { blame } from "../compile/search/blame.ts";
import { decode } from "../compile/words/decode.ts";
import type { Model } from "../model/model.ts";
import { DEADLOCK } from "../model/properties.ts";
import type { PlainState } from "../reference/plain.ts";
import { replay } from "../replay.ts";
import type { PropertyKind, PropertyResult, Trace } from "../result.ts";
import { type Shown, traceOf } from "../trace/trace-of.ts";
import type { RunsEnding } from "./settled-options.ts";
import type { Shrunk } from "./shrink.ts";
import type { SimulateResult } from "./simulate-result.ts";
import type { BrokenRun, Simulator } from "./simulator.ts";
import { type Breach, IN_VAIN } from "./terrain.ts";

interface Ended {
  readonly ending: RunsEnding;
  readonly seconds: number;
  readonly empty: SimulateResult;
  /** Of a run that was found, the short one; undefined when it did not come to the same again. */
  readonly shrunk: Shrunk | undefined;
}

/** What is to be said of runs that came to some end. */
export const concludedRuns = (
  model: Model,
  simulator: Simulator,
  { ending, seconds, empty, shrunk }: Ended,
): SimulateResult => {
  const covered = { ...empty, ...coverage(model, simulator, seconds) };
  if (simulator.broken !== undefined) return { ...covered, ...broken(model, simulator, simulator.broken, shrunk) };
  const stopped = ending === "time" || ending === "interrupted" ? { stoppedBy: ending } : {};
  const shown = simulator.shown === undefined ? {} : { shown: simulator.shown.trace() };
  return { ...covered, verdict: "incomplete", ...shown, ...stopped };
};

const coverage = (model: Model, simulator: Simulator, seconds: number): Partial<SimulateResult> => {
  const { tally, terrain } = simulator;
  const { taken, witnessed, runs, steps, longest } = tally;
  const { depth, nothing, bounds } = tally.ends;
  const { within, allow } = terrain.cut;
  return {
    runs,
    steps,
    longest,
    distinct: terrain.distinct,
    seconds,
    stepsPerSecond: seconds > 0 ? Math.round(steps / seconds) : 0,
    ended: { depth, nothing, bounds },
    cut: Object.fromEntries([
      ...model.within.map(({ name }, i) => [name, within[i]]),
      ...model.allow.map(({ name }, i) => [name, allow[i]]),
    ]),
    actions: Object.fromEntries(model.actions.map(({ name }, i) => [name, taken[i]])),
    offeredOnly: model.actions.filter((_, i) => terrain.offered[i] === IN_VAIN && taken[i] === 0).map(({ name }) => name),
    witnesses: Object.fromEntries(model.witnesses.map(({ name }, i) => [name, witnessed[i]])),
    properties: properties(model, simulator),
  };
};

const properties = (model: Model, { tally, broken }: Simulator): Record<string, PropertyResult> => {
  const promised = (kind: PropertyKind, name: string): [string, PropertyResult] => {
    const isBroken = broken?.breach.kind === kind && broken.breach.property === name;
    return [name, { kind, verdict: isBroken ? verdictOn(broken.breach) : "incomplete" }];
  };
  return Object.fromEntries([
    ...model.invariants.map(({ name }) => promised("invariant", name)),
    ...model.steps.map(({ name }) => promised("step", name)),
    ...model.witnesses.map(({ name }, i): [string, PropertyResult] => {
      return [name, { kind: "witness", verdict: tally.witnessed[i] > 0 ? "verified" : "incomplete" }];
    }),
    ...model.refinements.map(({ name }) => promised("refinement", name)),
    ...model.liveness.map(({ name }) => promised("liveness", name)),
    ...(model.deadlock ? [promised("deadlock", DEADLOCK)] : []),
  ]);
};

const verdictOn = ({ kind }: Breach): "violated" | "deadlocked" | "error" => {
  if (kind === "deadlock") return "deadlocked";
  return kind === "error" || kind === "witness" ? "error" : "violated";
};

/** The run into a breach, made short, as the reference engine takes it again. */
const broken = (model: Model, simulator: Simulator, found: BrokenRun, run: Shrunk | undefined): Partial<SimulateResult> => {
  if (run === undefined) return notAgain(model, found);
  const { states, breach = found.breach } = simulator.statesOn(run, found.breach);
  const plain = states.map((words) => decode(simulator.layout.root, words));
  const shown = {
    found: {
      run: found.number,
      actions: found.run.steps.length,
      shown: run.steps.length,
      isShortest: run.isShortest,
      ...(run.isUnfinished ? { stoppedBy: "interrupted" as const } : {}),
    },
  };
  const verdict = verdictOn(breach);
  const { kind, property } = breach;
  if (kind === "error") return { ...shown, verdict, ...wrong(model, breach, plain) };
  const violations = [confirmed(model, plain, { verdict, kind, property })];
  if (kind !== "witness") return { ...shown, verdict, violations };
  const message = `${model.target} declares the witness ${property} out of reach, and ${run.steps.length} actions reach it. Take it off outOfReach.`;
  return { ...shown, verdict, violations, message };
};

/** What the same steps do not come to again is no matter of the spec's state alone; of an error the words are all there is. */
const notAgain = (model: Model, { number, breach }: BrokenRun): Partial<SimulateResult> => {
  if (breach.kind === "error" && breach.thrown instanceof SpecError)
    return { verdict: "error", message: breach.thrown.message };
  const what = breach.kind === "error" ? `an error came (${String(breach.thrown)})` : `${breach.property} was broken`;
  throw new SpecError(
    `${model.target}: ${what} in run ${number}, and not when the same steps were taken again. Recipes and properties may depend on the state and on what they are given alone.`,
  );
};

const confirmed = (model: Model, states: readonly PlainState[], shown: Shown): Trace => {
  const trace = traceOf(model, states, shown);
  const { confirmed, message } = replay(trace, model.instance);
  if (!confirmed)
    throw new Error(
      `internal error in ${model.target}: a violation is not confirmed: ${message} Please report it with the spec.`,
    );
  return trace;
};

/** The error as its author should read it, and the run into it, where one can be shown. */
const wrong = (model: Model, { thrown, at = -1, words }: Breach, states: readonly PlainState[]): Partial<SimulateResult> => {
  const place = at >= 0 ? `${model.spec.name}.${model.actions[at].name}` : model.spec.name;
  const isExpanded = words === undefined || states.length > 1;
  const error: SpecError = blame(thrown, model, place, states[states.length - 1], isExpanded);
  try {
    return { message: error.message, violations: [traceOf(model, states, { verdict: "error", error: error.message })] };
  } catch {
    // Where no run can be shown the message must do.
    return { message: error.message };
  }
};
