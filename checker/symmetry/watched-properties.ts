import type { Arguments, Loose, Model } from "../model/model.ts";
import { saysElse } from "./asymmetric.ts";
import { exchangesOf } from "./exchange.ts";
import type { Permutation } from "./permutation.ts";
import { permutedArguments } from "./permuted-arguments.ts";
import { Turns } from "./turns.ts";

type Step = { readonly name: string; readonly args: Arguments };
type OfState = { readonly name: string; readonly holds: (state: Loose) => boolean };
type OfStep = { readonly name: string; readonly holds: (before: Loose, after: Loose, step: Loose) => boolean };

/** The states at hand with ids exchanged: the one that a property of states is asked of, and both of a step. */
export interface AtHand {
  /** Whether something is so of the state; it is where the state stays the same. */
  readonly ofState: (permutation: Permutation, says: (state: Loose) => boolean) => boolean;
  /** Whether something is so of the step; it is where both states stay the same, unless it depends on the action and its arguments. */
  readonly ofStep: (
    permutation: Permutation,
    says: (before: Loose, after: Loose) => boolean,
    dependsOnAction: boolean,
  ) => boolean;
}

/**
 * The model with its properties and bounds watched: where one is evaluated, and not remembered, it may be asked of the state at
 * hand with ids exchanged as well, and must say the same. So what singles out an id late is found where it first says something new.
 */
export const watchedProperties = (model: Model, atHand: AtHand): Model => {
  const { spec, symmetric } = model;
  const exchanges = exchangesOf(symmetric);
  const actions = new Map(model.actions.map((action) => [action.name, action]));

  const ask = (name: string, turns: Turns | undefined, saysTheSame: (permutation: Permutation) => boolean): void => {
    for (const { permutation, said } of turns?.next() ?? []) {
      if (!saysTheSame(permutation)) throw saysElse(`${spec.name}: ${name}`, said);
    }
  };
  /** By the face of the state, since what is asked through one to be remembered is new, and through another is not; and by the answer. */
  const turnsOf = () => {
    const byFace = new WeakMap<object, Map<unknown, Turns>>();
    return (face: object, answer: boolean): Turns | undefined => {
      if (!byFace.has(face)) byFace.set(face, new Map([true, false].map((one) => [one, new Turns(exchanges)])));
      return byFace.get(face)!.get(answer);
    };
  };

  const ofState = <P extends OfState>(property: P): P => {
    const turns = turnsOf();
    const holds = (state: Loose): boolean => {
      const answer = property.holds(state);
      ask(property.name, turns(state, answer), (permutation) =>
        atHand.ofState(permutation, (image) => property.holds(image) === answer),
      );
      return answer;
    };
    return { ...property, holds };
  };

  const ofStep = <P extends OfStep>(property: P): P => {
    const turns = turnsOf();
    const holds = (one: Loose, other: Loose, step: Step): boolean => {
      // Which step it is counts as read only where it is.
      let isRead = false;
      const seenBy = (argumentsOf: () => Arguments): Step => ({
        get name() {
          isRead = true;
          return step.name;
        },
        get args() {
          isRead = true;
          return argumentsOf();
        },
      });
      const answer = property.holds(
        one,
        other,
        seenBy(() => step.args),
      );
      ask(property.name, turns(other, answer), (permutation) => {
        const exchanged = seenBy(() => permutedArguments(actions.get(step.name)!, step.args, permutation));
        return atHand.ofStep(permutation, (before, after) => property.holds(before, after, exchanged) === answer, isRead);
      });
      return answer;
    };
    return { ...property, holds };
  };

  return {
    ...model,
    invariants: model.invariants.map(ofState),
    witnesses: model.witnesses.map(ofState),
    within: model.within.map(ofState),
    steps: model.steps.map(ofStep),
    allow: model.allow.map(ofStep),
    terminal: model.terminal && ofState({ name: "terminal", holds: model.terminal }).holds,
  };
};
