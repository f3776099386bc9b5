import type { Happened, Mapping } from "../../specs/language/mapping.ts";
import { suggestion } from "../../specs/language/nearest.ts";
import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose } from "../model/model.ts";
import type { Observed } from "./paths.ts";
import { type Look, NOTHING, type Tracker } from "./tracker.ts";

/** What the mapping makes of states and steps; its mistakes are errors that name it. */
export class Sight<State, T extends Happened> {
  private readonly tracker: Tracker;
  private readonly mapping: Mapping<AnySpec, State, T>;

  constructor(tracker: Tracker, mapping: Mapping<AnySpec, State, T>) {
    this.tracker = tracker;
    this.mapping = mapping;
  }

  view(state: State): Look {
    const view = this.mapping.view(state);
    if (typeof view !== "object" || view === null)
      throw new SpecError(`the view of ${this.tracker.model.target} is no object.`);
    return this.tracker.seen(view, `the view of ${this.tracker.model.target}`);
  }

  step(step: T, before: State, after: State, seen: Look): Observed {
    const actions = this.mapping.actions as Loose;
    if (!Object.hasOwn(actions, step.action)) {
      throw new SpecError(
        `the mapping to ${this.tracker.model.target} has no action "${step.action}"; ${suggestion(step.action, Object.keys(actions), "actions")}`,
      );
    }
    const hints = actions[step.action](step.args, before, after, step);
    const does = this.tracker.hinted(hints, `the mapping of ${step.action}`);
    return this.tracker.observation(does, NOTHING, seen);
  }
}
