import type { Finding } from "../explore/search.ts";
import type { Arguments, Model, ModelAction } from "../model/model.ts";
import { build } from "../reference/build.ts";
import { Judge } from "../reference/judge.ts";
import { keyOf } from "../reference/key-of.ts";
import type { PlainState } from "../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";

/** A step of a run, as the reference engine takes it. */
export interface Retraced {
  readonly action: ModelAction;
  readonly args: Arguments;
  readonly before: PlainState;
  readonly after: PlainState;
}
export interface Run {
  readonly initial: PlainState;
  readonly steps: readonly Retraced[];
}

/**
 * Which steps lead along these states: of those that do, and that are allowed, the first in declared order, and last, given a
 * step property, the first that violates it, if any does. That there is none means that an engine is wrong, not the spec.
 */
export const retrace = (
  model: Model,
  states: readonly PlainState[],
  violated?: string,
  isAllowed: NonNullable<Finding["isTaken"]> = () => true,
): Run => {
  const judge = new Judge({ ...model, steps: model.steps.filter(({ name }) => name === violated), refinements: [] });
  const initial = model.initials
    .map((init) => build(model.variables, init, `${model.spec.name}: init`))
    .find(sameAs(model, states[0]));
  if (!initial)
    throw new Error(`internal error in ${model.target}: a run starts in no initial state. Please report it with the spec.`);
  const steps: Retraced[] = [];
  for (let i = 1; i < states.length; i++) {
    const before = steps.at(-1)?.after ?? initial;
    const mustViolate = violated !== undefined && i === states.length - 1;
    const allowed: Allowed = (action, args) => isAllowed(i, action.index, args);
    steps.push(stepTo(model, judge, before, states[i], allowed, mustViolate));
  }
  return { initial, steps };
};

const sameAs = (model: Model, state: PlainState): ((other: PlainState) => boolean) => {
  const key = keyOf(model.variables, state);
  return (other) => keyOf(model.variables, other) === key;
};

type Allowed = (action: ModelAction, args: Arguments) => boolean;

const stepTo = (
  model: Model,
  judge: Judge,
  before: PlainState,
  state: PlainState,
  allowed: Allowed,
  mustViolate: boolean,
): Retraced => {
  const isThere = sameAs(model, state);
  let harmless: Retraced | undefined;
  for (const action of model.actions) {
    for (const args of argumentsOf(model, action, before)) {
      if (!allowed(action, args) || !enabled(model, action, before, args)) continue;
      const after = applied(model, action, before, args);
      const step = { name: action.name, args };
      if (!isThere(after) || judge.refused(before, after, step) !== undefined) continue;
      if (!mustViolate || judge.step(before, after, step).length > 0) return { action, args, before, after };
      harmless = { action, args, before, after };
    }
  }
  if (harmless) return harmless;
  throw new Error(`internal error in ${model.target}: no action takes a step that was found. Please report it with the spec.`);
};
