import type { Model } from "../model/model.ts";
import { build } from "../reference/build.ts";
import type { PlainState } from "../reference/plain.ts";
import { argumentsFromJson, argumentsToJson, stateToJson } from "../reference/state-json.ts";
import { applied, enabled } from "../reference/step.ts";
import type { Trace, TraceStep } from "../result.ts";
import { traceOf } from "../trace/trace-of.ts";
import type { OfferedStep } from "./offered-step.ts";

/** A run that is to be shown, taken along through the reference engine step by step: wherever it is ended, what there is can be shown. */
export class ShownRun {
  readonly #model: Model;
  readonly #initial: PlainState;
  #state: PlainState;
  readonly #steps: TraceStep[] = [];

  /** From an initial state, by its place among all. */
  constructor(model: Model, initial: number) {
    this.#model = model;
    this.#initial = build(model.variables, model.initials[initial], `${model.spec.name}: init`);
    this.#state = this.#initial;
  }

  add({ name, args }: OfferedStep): void {
    const { target, actions, variables } = this.#model;
    const action = actions.find((one) => one.name === name)!;
    const json = argumentsToJson(action, args);
    const given = argumentsFromJson(action, json);
    if (!enabled(this.#model, action, this.#state, given))
      throw new Error(`internal error in ${target}: a run takes a step that is not enabled. Please report it with the spec.`);
    this.#state = applied(this.#model, action, this.#state, given);
    this.#steps.push({ action: name, args: json, state: stateToJson(variables, this.#state) });
  }

  trace(): Trace {
    const begun = traceOf(this.#model, [this.#initial], { verdict: "incomplete" });
    return { ...begun, steps: begun.steps.concat(this.#steps) };
  }
}
