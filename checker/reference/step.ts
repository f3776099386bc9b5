// One step on a plain state: whether an action is enabled, and the state after it.
import { Immer } from "immer";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Arguments, Condition, Loose, Model, ModelAction } from "../model/model.ts";
import { blamed } from "./blamed.ts";
import { conform, fieldsOf } from "./conform.ts";
import { Editing } from "./editing.ts";
import type { PlainState } from "./plain.ts";
import { showAny } from "./show.ts";
import { stepText } from "./step-text.ts";

export { argumentsOf } from "./arguments-of.ts";

// One of our own: whoever sets immer's global options does not change what a step means.
const { produce } = new Immer({ autoFreeze: true });

/** The first condition of the action's guard that does not hold, or undefined when it is enabled. */
export const refusal = (model: Model, action: ModelAction, state: PlainState, args: Arguments): Condition | undefined => {
  const seen = action.upon === undefined ? state : state[action.upon];
  for (const condition of action.conditions) if (!holds(model, action, condition, seen, args)) return condition;
  return undefined;
};

export const enabled = (model: Model, action: ModelAction, state: PlainState, args: Arguments): boolean =>
  refusal(model, action, state, args) === undefined;

const holds = (model: Model, action: ModelAction, condition: Condition, seen: unknown, args: Arguments): boolean => {
  const place = () => `${stepText(model, action, args)}${condition.name === undefined ? "" : `, condition ${condition.name}`}`;
  const answer: unknown = blamed(place, "guard", () => condition.holds(seen, args));
  if (answer === true || answer === false) return answer;
  throw new SpecError(`${place()}: the guard returned ${showAny(answer)}. It returns true or false: write out what you mean.`);
};

/** The state after the action, canonical and frozen; parts that it does not touch are the same objects. */
export const applied = (model: Model, action: ModelAction, state: PlainState, args: Arguments): PlainState => {
  const place = () => stepText(model, action, args);
  return blamed(place, "effect", () => {
    let returned: unknown;
    const editing = new Editing();
    const after = produce(state, (draft: Loose) => {
      const seen = editing.watch(draft, { schema: { kind: "record", fields: fieldsOf(model.variables) }, path: "" });
      returned = action.effect(action.upon === undefined ? seen : seen[action.upon], args);
    });
    if (returned !== undefined) refuse(returned);
    const conformed = conform(model.variables, state, after);
    editing.refuse();
    return conformed;
  });
};

const refuse = (returned: unknown): never => {
  if (typeof (returned as Loose)?.then !== "function") {
    throw new SpecError(`the effect returned ${showAny(returned)}. It returns nothing: it edits the draft, in braces.`);
  }
  (returned as Promise<unknown>).then(undefined, () => {});
  throw new SpecError("the effect is asynchronous. A step happens at once: leave out async and await.");
};
