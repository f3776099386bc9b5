import type { Arguments, Model, ModelAction } from "../model/model.ts";
import { build } from "../reference/build.ts";
import type { Judge } from "../reference/judge.ts";
import { keyOf } from "../reference/key-of.ts";
import type { PlainState } from "../reference/plain.ts";
import { argumentsFromJson, argumentsToJson, stateFromJson, stateToJson } from "../reference/state-json.ts";
import { applied, argumentsOf, refusal } from "../reference/step.ts";
import { stepText } from "../reference/step-text.ts";
import type { Trace, TraceStep } from "../result.ts";
import type { Retraced, Run } from "./retrace.ts";

/** A trace does not show again what it says. */
export class Differs extends Error {
  override name = "Differs";
  readonly step: number | undefined;

  constructor(message: string, step?: number) {
    super(step === undefined ? message : `step ${step}: ${message}`);
    this.step = step;
  }
}

/** Takes a trace's steps again, from its JSON alone, and holds each state against the one it records. */
export const replaySteps = (model: Model, judge: Judge, { steps }: Trace): Run => {
  const initial = start(model, steps[0]);
  const taken: Retraced[] = [];
  for (let i = 1; i < steps.length; i++) {
    const before = taken.at(-1)?.after ?? initial;
    const outside = judge.outside(before);
    if (outside !== undefined) throw new Differs(`the state is outside ${outside}, where nothing is explored.`, i - 1);
    taken.push(at(i, () => take(model, judge, before, steps[i], i)));
  }
  return { initial, steps: taken };
};

/** An error of the spec or of the JSON is told with the step at which it came. */
const at = <T>(step: number, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw error instanceof Differs ? error : new Differs(error instanceof Error ? error.message : String(error), step);
  }
};

const start = (model: Model, { state }: TraceStep): PlainState =>
  at(0, () => {
    const recorded = keyOf(model.variables, stateFromJson(model.variables, state));
    const initials = model.initials.map((initial) => build(model.variables, initial, `${model.spec.name}: init`));
    const found = initials.find((initial) => keyOf(model.variables, initial) === recorded);
    if (!found) throw new Differs("the state is no initial state.", 0);
    return found;
  });

const take = (model: Model, judge: Judge, before: PlainState, recorded: TraceStep, i: number): Retraced => {
  const action = model.actions.find(({ name }) => name === recorded.action);
  if (!action)
    throw new Differs(
      `there is no action ${recorded.action}; there are ${model.actions.map(({ name }) => name).join(", ")}.`,
      i,
    );
  const args = argumentsIn(model, action, before, recorded, i);
  const refused = refusal(model, action, before, args);
  if (refused)
    throw new Differs(
      `${stepText(model, action, args)} is not enabled${refused.name === undefined ? "" : `: ${refused.name} does not hold`}.`,
      i,
    );
  const after = applied(model, action, before, args);
  const bound = judge.refused(before, after, { name: action.name, args });
  if (bound !== undefined) throw new Differs(`${stepText(model, action, args)} is cut by ${bound}.`, i);
  compare(model, after, recorded, i);
  return { action, args, before, after };
};

/** The arguments must be among those that the state offers: a message must still be in its network. */
const argumentsIn = (model: Model, action: ModelAction, before: PlainState, recorded: TraceStep, i: number): Arguments => {
  const text = (args: Arguments) => JSON.stringify(argumentsToJson(action, args));
  const given = argumentsFromJson(action, recorded.args ?? {});
  const offered = argumentsOf(model, action, before).find((args) => text(args) === text(given));
  if (!offered) throw new Differs(`${stepText(model, action, given)} has arguments that the state does not offer.`, i);
  return offered;
};

const compare = ({ variables }: Model, after: PlainState, { action, state }: TraceStep, i: number): void => {
  const recorded = stateFromJson(variables, state);
  if (keyOf(variables, recorded) === keyOf(variables, after)) return;
  const [found, wanted] = [stateToJson(variables, after), stateToJson(variables, recorded)];
  const { name } =
    variables.find((variable) => JSON.stringify(found[variable.name]) !== JSON.stringify(wanted[variable.name])) ??
    variables[0];
  throw new Differs(
    `${action} leads to another state: ${name} is ${JSON.stringify(found[name])}, and was ${JSON.stringify(wanted[name])}.`,
    i,
  );
};
