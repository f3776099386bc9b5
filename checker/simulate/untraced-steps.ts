// Actions whose recipes cannot be remembered: their guards and effects are run, every time.

import { LOADED, writeBack } from "../compile/faces/array-faces.ts";
import { facesOf } from "../compile/faces/faces.ts";
import { drawn, offeredBy } from "../compile/search/arguments-at.ts";
import type { Layout } from "../compile/words/layout.ts";
import { current, Refusal, refuseReturned } from "../compile/words/words.ts";
import type { Model, ModelAction, Parameter } from "../model/model.ts";
import type { OfferedStep } from "./offered-step.ts";

type Args = Record<string, unknown>;
type Done = (step: OfferedStep) => void;

/** Of each action: takes it with all arguments from the state at hand, and calls `done` after each step, which must undo it. */
export const untracedSteps = (
  model: Model,
  layout: Layout,
  done: readonly Done[],
  isAt: (action: number) => void,
): (() => void)[] => {
  const { view, draft } = facesOf(layout.root, current);
  const offered = offeredBy(model);

  const take = (action: ModelAction, args: Args): void => {
    const seen = action.upon === undefined ? view : view[action.upon];
    for (const { holds } of action.conditions) {
      const answer: unknown = holds(seen, args);
      if (answer !== true && answer !== false) throw new Refusal(`the guard gave ${String(answer)} instead of true or false`);
      if (!answer) return;
    }
    const returned = action.effect(action.upon === undefined ? draft : draft[action.upon], args);
    if (returned !== undefined) refuseReturned(returned);
    if (LOADED.length !== 0) writeBack();
    done[action.index]({ name: action.name, args: Object.freeze(args) });
  };

  return model.actions.map((action) => {
    const draws = action.parameters.map((parameter) => drawn(parameter, view));
    const valuesOf = ({ source }: Parameter, i: number, earlier: Args, messages: readonly unknown[][]): readonly unknown[] => {
      if (source.kind === "domain") return source.domain.values;
      return source.kind === "drawn" ? messages[i] : offered(action.index, i, view, { ...earlier });
    };
    const choose = (i: number, earlier: Args, messages: readonly unknown[][]): void => {
      const parameter = action.parameters[i];
      if (parameter === undefined) return take(action, earlier);
      for (const value of valuesOf(parameter, i, earlier, messages))
        choose(i + 1, { ...earlier, [parameter.name]: value }, messages);
    };
    return () => {
      isAt(action.index);
      // Messages are drawn before any step is taken, since a step edits the state at hand.
      choose(
        0,
        {},
        draws.map((draw) => draw?.() ?? []),
      );
    };
  });
};
