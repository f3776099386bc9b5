import type { AnySpec, Instance, Mapping } from "../../specs/language/index.ts";
import type { Happened } from "../../specs/language/mapping.ts";
import { membersOf, refuseUnknown } from "../../specs/language/members.ts";
import { coverageOf, SAMPLES } from "./coverage.ts";
import { Follower, type Outcome } from "./follower.ts";
import type { FollowOptions, RunReport } from "./matcher.ts";
import { Sight } from "./sight.ts";
import { Tracker } from "./tracker.ts";

const OPTIONS = membersOf<FollowOptions>({ candidates: true, window: true, eager: true });

/** One run of a system, held against the spec while it happens. */
export interface Watch<State, T extends Happened> {
  start(state: State): Outcome;
  /** A step, and the state after it; the state before is the one that was last told of, which must not have been changed since. */
  step(step: T, after: State): Outcome;
  report(samples?: number): RunReport;
}

/** Watches one run: memory is bounded, and a divergence is told at once. Another run needs another watch. */
export const watch = <D extends AnySpec, State, T extends Happened>(
  instance: Instance<D>,
  mapping: Mapping<NoInfer<D>, State, T>,
  options: FollowOptions = {},
): Watch<State, T> => {
  refuseUnknown("the options of watch", options, OPTIONS);
  const { window = 50, ...limits } = options;
  const tracker = new Tracker(instance, { ...limits, hidden: mapping.hidden, maxHidden: mapping.maxHidden });
  const follower = new Follower(tracker, window);
  const sight = new Sight(tracker, mapping as unknown as Mapping<AnySpec, State, T>);
  let before: State;
  return {
    start: (state) => {
      before = state;
      return follower.begin(sight.view(state));
    },
    step: (step, after) => {
      if (follower.outcome.verdict !== "conforms") return follower.outcome;
      const seen = sight.step(step, before, after, sight.view(after));
      before = after;
      return follower.follow({ action: step.action, args: step.args, seen });
    },
    report: (samples = SAMPLES) => {
      const { steps, outcome } = follower;
      return { steps, outcome, ...coverageOf(tracker, follower, samples) };
    },
  };
};
