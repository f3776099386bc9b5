import { SpecError } from "../../../specs/language/spec-error.ts";
import type { Model } from "../../model/model.ts";
import { Judge } from "../../reference/judge.ts";
import type { PlainState } from "../../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../../reference/step.ts";

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Asks of a state all that a search asks, for the sake of the error that it ends in. */
const ask = (judge: Judge, state: PlainState): void => {
  judge.outside(state);
  judge.state(state);
  judge.witnessed(state);
  judge.terminal(state);
};

/** Takes every step from the state, likewise. */
const expand = (model: Model, judge: Judge, state: PlainState): void => {
  for (const action of model.actions) {
    for (const args of argumentsOf(model, action, state)) {
      if (!enabled(model, action, state, args)) continue;
      const after = applied(model, action, state, args);
      const step = { name: action.name, args };
      judge.refused(state, after, step);
      judge.step(state, after, step);
      ask(judge, after);
    }
  }
};

/**
 * The error that a search ended in, as the reference engine words it: with spec, action, arguments, variable, value and
 * domain. What only the compiled engine refuses keeps its own words. `expanded` is undefined before the first expansion.
 */
export const blame = (error: unknown, model: Model, place: string, state: PlainState, isExpanded: boolean): SpecError => {
  if (error instanceof SpecError) return error;
  try {
    const judge = new Judge(model);
    ask(judge, state);
    if (isExpanded) expand(model, judge, state);
    else judge.initial(state);
  } catch (worded) {
    if (worded instanceof SpecError) return worded;
  }
  return new SpecError(`${place}: ${reasonOf(error)}`, { cause: error });
};
