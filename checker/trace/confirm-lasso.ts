import { Labels } from "../liveness/labels.ts";
import type { Model } from "../model/model.ts";
import { keyOf } from "../reference/key-of.ts";
import type { PlainState } from "../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import type { Trace } from "../result.ts";
import { Differs } from "./replay-steps.ts";
import type { Run } from "./retrace.ts";

/** Confirms that a run goes round for ever, that it is fair, and that it breaks the property. */
export const confirmLasso = (model: Model, { initial, steps }: Run, { property, loop }: Trace): void => {
  const states = [initial, ...steps.map(({ after }) => after)];
  if (loop === undefined || !Object.hasOwn(states, loop)) throw new Differs("the run does not say where it goes back to.");
  const key = (state: PlainState) => keyOf(model.variables, state);
  if (key(states[loop]) !== key(states[states.length - 1]))
    throw new Differs(`the run does not come back to the state of step ${loop}.`, states.length - 1);
  const unfair = putOff(model, states.slice(loop), steps.slice(loop));
  if (unfair !== undefined) throw new Differs(`the run is not fair: ${unfair} is put off for ever.`, loop);
  if (!breaks(model, property, states, loop)) throw new Differs(`${property} is as it should be.`, states.length - 1);
};

/** A fair action that such a round never takes, though it could always, or, where fairness is strong, though it sometimes could. */
const putOff = (model: Model, round: readonly PlainState[], steps: Run["steps"]): string | undefined => {
  const labels = new Labels(model);
  const key = (state: PlainState) => keyOf(model.variables, state);
  // A step that changes nothing is none of its action.
  const changes = steps.filter(({ before, after }) => key(before) !== key(after));
  const taken = new Set(changes.map(({ action, args }) => labels.of(action.index, args)));
  const enabledAt = round.map((state) => changing(model, labels, state));
  const every = new Set(enabledAt.flatMap((at) => [...at]));
  for (const label of every) {
    const fair = model.fairness.find(({ action }) => action === labels.actions[label]);
    if (fair === undefined || taken.has(label)) continue;
    if (fair.kind === "strong" || enabledAt.every((at) => at.has(label))) return model.actions[fair.action].name;
  }
  return undefined;
};

/** What can be done in a state and changes it. */
const changing = (model: Model, labels: Labels, state: PlainState): Set<number> => {
  const key = keyOf(model.variables, state);
  const found = new Set<number>();
  for (const action of model.actions) {
    for (const args of argumentsOf(model, action, state)) {
      if (!enabled(model, action, state, args)) continue;
      if (keyOf(model.variables, applied(model, action, state, args)) !== key) found.add(labels.of(action.index, args));
    }
  }
  return found;
};

const breaks = (model: Model, property: string | undefined, states: readonly PlainState[], loop: number): boolean => {
  const { of } = model.liveness.find(({ name }) => name === property) ?? {};
  if (of === undefined) return false;
  const said = states.map(of);
  const unmet = (from: number) => said.slice(from).every(({ met }) => !met);
  switch (said[0].kind) {
    case "eventually":
      return unmet(0);
    case "leadsTo":
      return (
        said.some(({ raised }, i) => raised && i <= loop && unmet(i)) ||
        (unmet(loop) && said.slice(loop).some(({ raised }) => raised))
      );
    case "infinitelyOften":
      return unmet(loop);
    case "eventuallyAlways":
      return said.slice(loop).some(({ met }) => !met);
  }
};
