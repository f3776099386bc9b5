import { SpecError } from "../../specs/language/spec-error.ts";
import type { Arguments, Loose, Model } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { type Exchange, exchangesOf } from "./exchange.ts";
import type { Permutation } from "./permutation.ts";
import { permutedArguments } from "./permuted-arguments.ts";
import { ADVICE } from "./symmetry-check.ts";
import { Turns } from "./turns.ts";

type Step = { readonly name: string; readonly args: Arguments };
type OfState = { readonly name: string; readonly holds: (state: Loose) => boolean };
type OfStep = { readonly name: string; readonly holds: (before: Loose, after: Loose, step: Loose) => boolean };

/** The states at hand, with ids exchanged. */
export interface AtHand {
  readonly before: (permutation: Permutation) => PlainState;
  readonly after: (permutation: Permutation) => PlainState;
  /** Whether these are among the first states, whose turn comes otherwise. */
  readonly isYoung: () => boolean;
}

/**
 * The model with its properties and bounds watched: where one is evaluated, and not remembered, it may be asked of the state at
 * hand with ids exchanged as well, and must say the same. So what singles out an id late is found where it first says something new.
 */
export const watchedProperties = (model: Model, { before, after, isYoung }: AtHand): Model => {
  const { spec, symmetric } = model;
  const exchanges = exchangesOf(symmetric);
  const actions = new Map(model.actions.map((action) => [action.name, action]));

  const ask = (name: string, turns: Turns | undefined, answer: boolean, ofImage: (exchange: Exchange) => unknown): void => {
    if (isYoung()) return;
    for (const exchange of turns?.next() ?? []) {
      if (ofImage(exchange) === answer) continue;
      throw new SpecError(
        `${spec.name}: ${name} is not symmetric: it says something else when ${exchange.said} are exchanged. ${ADVICE}`,
      );
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
      ask(property.name, turns(state, answer), answer, ({ permutation }) => property.holds(after(permutation)));
      return answer;
    };
    return { ...property, holds };
  };

  const ofStep = <P extends OfStep>(property: P): P => {
    const turns = turnsOf();
    const holds = (one: Loose, other: Loose, step: Step): boolean => {
      const answer = property.holds(one, other, step);
      ask(property.name, turns(other, answer), answer, ({ permutation }) =>
        property.holds(before(permutation), after(permutation), {
          // Which step it is counts as read only where it is.
          get name() {
            return step.name;
          },
          get args() {
            return permutedArguments(actions.get(step.name)!, step.args, permutation);
          },
        }),
      );
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
