import type { Condition, Model, ModelAction } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { argumentsToJson } from "../reference/state-json.ts";
import { argumentsOf, refusal } from "../reference/step.ts";
import type { Refused, Why } from "../result.ts";

/** Why nothing of the protocol can happen: what refuses each of its actions. That the environment could go on is worth a word. */
export const stuck = (model: Model, state: PlainState): Why => {
  const environment: { readonly action: ModelAction; readonly args: ReturnType<typeof argumentsToJson> }[] = [];
  const refused = model.actions.flatMap((action) => {
    const by = new Map<Condition, number>();
    const choices = argumentsOf(model, action, state);
    for (const args of choices) {
      const condition = refusal(model, action, state, args);
      if (condition === undefined) environment.push({ action, args: argumentsToJson(action, args) });
      else by.set(condition, (by.get(condition) ?? 0) + 1);
    }
    if (action.environment) return [];
    return choices.length === 0 ? [{ action: action.name, choices: 0 }] : [...by].map((one) => refusedBy(action, ...one));
  });
  return {
    because: [],
    ...(environment.length === 0
      ? {}
      : { environment: environment.map(({ action, args }) => ({ action: action.name, args })) }),
    refused,
  };
};

const refusedBy = ({ name }: ModelAction, condition: Condition, choices: number): Refused => ({
  action: name,
  ...(condition.name === undefined ? {} : { condition: condition.name }),
  text: String(condition.holds),
  choices,
});
