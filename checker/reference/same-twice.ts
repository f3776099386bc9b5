import { SpecError } from "../../specs/language/spec-error.ts";
import type { Arguments, Model, ModelAction } from "../model/model.ts";
import { keyOf } from "./key-of.ts";
import type { PlainState } from "./plain.ts";
import { applied, enabled } from "./step.ts";
import { stepText } from "./step-text.ts";

/** Takes a step once more, and refuses an action that is not the same twice: what it found is then worth nothing. */
export const sameTwice = (model: Model, action: ModelAction, state: PlainState, args: Arguments, after: PlainState): void => {
  const advice =
    "It may depend on the state and its arguments alone: leave out chance, clocks and variables of its own, and declare a choice as a parameter.";
  const differs = (what: string): never => {
    throw new SpecError(`${stepText(model, action, args)}: run twice on one state, ${what}. ${advice}`);
  };
  if (!enabled(model, action, state, args)) differs("the guard first held and then did not");
  if (keyOf(model.variables, applied(model, action, state, args)) !== keyOf(model.variables, after))
    differs("the effect led to two different states");
};
