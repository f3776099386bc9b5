import type { Transition, TransitionSystem } from "../explore/transition-system.ts";
import type { Arguments, Model } from "../model/model.ts";
import { build } from "./build.ts";
import { keyOf } from "./key-of.ts";
import type { PlainState } from "./plain.ts";
import { applied, argumentsOf, enabled } from "./step.ts";

/** A model as a transition system, every step through the reference engine. The model's bounds do not apply. */
export const systemOf = (model: Model): TransitionSystem<PlainState, Arguments> => ({
  initial: () => model.initials.map((initial) => build(model.variables, initial, `${model.spec.name}: init`)),
  successors: (state) => successorsOf(model, state),
  key: (state) => keyOf(model.variables, state),
});

/** Every enabled action with its arguments, in declared order. */
function* successorsOf(model: Model, state: PlainState): Iterable<Transition<PlainState, Arguments>> {
  for (const action of model.actions) {
    for (const args of argumentsOf(model, action, state)) {
      if (enabled(model, action, state, args)) yield { action: action.name, args, state: applied(model, action, state, args) };
    }
  }
}
