import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model } from "../model/model.ts";
import type { Judge } from "../reference/judge.ts";
import type { PlainState } from "../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import type { Trace } from "../result.ts";
import { confirmLasso } from "./confirm-lasso.ts";
import { Differs } from "./replay-steps.ts";
import type { Run } from "./retrace.ts";

/** Confirms that a run ends as the trace says: in a violation, in a deadlock, or where the spec is wrong. */
export const confirmEnd = (model: Model, judge: Judge, run: Run, trace: Trace): void => {
  const last = trace.steps.length - 1;
  const state = run.steps.at(-1)?.after ?? run.initial;
  if (trace.kind === "deadlock" || trace.kind === "witness") notOutside(judge, state, last);
  // A run that was only to be shown ends anywhere.
  if (trace.verdict === "incomplete" && trace.kind === undefined) return;
  if (trace.why?.error !== undefined) {
    if (!goesWrong(model, judge, run, state)) throw new Differs("nothing goes wrong there any more.", last);
  } else if (trace.kind === "liveness") {
    confirmLasso(model, run, trace);
  } else if (!endsAsSaid(model, judge, run, trace)) {
    throw new Differs(
      trace.kind === "deadlock" ? "it is no deadlock: the protocol can go on." : `${trace.property} is as it should be there.`,
      last,
    );
  }
};

/** What lies beyond a bound is held against invariants and step properties alone. */
const notOutside = (judge: Judge, state: PlainState, last: number): void => {
  const outside = judge.outside(state);
  if (outside !== undefined) throw new Differs(`the state is outside ${outside}, where nothing is explored.`, last);
};

/** Whether the last state or step of a run is what a trace of this kind ends with. */
export const endsAsSaid = (
  model: Model,
  judge: Judge,
  { initial, steps }: Run,
  { kind, property }: Pick<Trace, "kind" | "property">,
): boolean => {
  const last = steps.at(-1);
  const state = last?.after ?? initial;
  const names = (violated: readonly { readonly property: string }[]) => violated.some((one) => one.property === property);
  switch (kind) {
    case "invariant":
      return names(judge.state(state));
    case "step":
      return last !== undefined && names(judge.step(last.before, last.after, { name: last.action.name, args: last.args }));
    case "refinement":
      return last
        ? names(judge.step(last.before, last.after, { name: last.action.name, args: last.args }))
        : names(judge.initial(state));
    case "witness":
      return judge.witnessed(state).some((name) => name === property);
    case "deadlock":
      return !canAct(model, state) && !judge.terminal(state);
    default:
      throw new Differs(`a trace of the kind ${String(kind)} cannot be replayed.`);
  }
};

const canAct = (model: Model, state: PlainState): boolean =>
  model.actions.some(
    (action) => !action.environment && argumentsOf(model, action, state).some((args) => enabled(model, action, state, args)),
  );

/** Whether the state cannot be judged or expanded. */
const goesWrong = (model: Model, judge: Judge, run: Run, state: PlainState): boolean => {
  try {
    judge.state(state);
    if (run.steps.length === 0) judge.initial(state);
    if (judge.outside(state) !== undefined) return false;
    judge.witnessed(state);
    for (const action of model.actions) {
      for (const args of argumentsOf(model, action, state)) {
        if (enabled(model, action, state, args))
          judgeStep(judge, state, applied(model, action, state, args), { name: action.name, args });
      }
    }
    judge.terminal(state);
    return false;
  } catch (error) {
    if (error instanceof SpecError) return true;
    throw error;
  }
};

const judgeStep = (judge: Judge, before: PlainState, after: PlainState, step: Parameters<Judge["step"]>[2]): void => {
  judge.refused(before, after, step);
  judge.step(before, after, step);
  judge.state(after);
  judge.outside(after);
};
