import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model, ModelAction } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import { decode } from "./decode.ts";
import type { Kernel } from "./kernel.ts";
import type { Layout } from "./layout.ts";

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Takes every step of the action from the state, for the sake of the error that one of them ends in. */
const tryAll = (model: Model, action: ModelAction, state: PlainState): void => {
  for (const args of argumentsOf(model, action, state)) if (enabled(model, action, state, args)) applied(model, action, state, args);
};

/**
 * The error that a recipe ended in, as the reference engine words it: with spec, action, arguments, variable, value and
 * domain. What only the compiled engine refuses keeps its own words.
 */
export const blame = (error: unknown, model: Model, layout: Layout, kernel: Kernel): SpecError => {
  if (error instanceof SpecError) return error;
  const { at, head } = kernel;
  const place = at >= 0 ? `${model.spec.name}.${model.actions[at].name}` : `a property of ${model.spec.name}`;
  const blamed = new SpecError(`${place}: ${reasonOf(error)}`, { cause: error });
  if (at < 0) return blamed;
  try {
    kernel.load(head);
    tryAll(model, model.actions[at], decode(layout.root, kernel.words()));
    return blamed;
  } catch (worded) {
    return worded instanceof SpecError ? worded : blamed;
  }
};
