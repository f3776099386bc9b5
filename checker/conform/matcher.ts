import type { AnySpec, Glimpse, Instance, Observation } from "../../specs/language/index.ts";
import type { HiddenSteps } from "../../specs/language/mapping.ts";
import { membersOf, refuseUnknown } from "../../specs/language/members.ts";
import type { Read } from "../../specs/language/type.ts";
import type { Coverage } from "./conform-result.ts";
import { coverageOf, SAMPLES } from "./coverage.ts";
import { Follower, type Outcome } from "./follower.ts";
import { Tracker } from "./tracker.ts";

/** What a run came to, and how much it was held against. */
export interface RunReport extends Coverage {
  readonly steps: number;
  readonly outcome: Outcome;
}

export interface FollowOptions {
  /** The most states that the spec may be in at once; 4,096 unless said otherwise. */
  readonly candidates?: number;
  /** How many steps before a divergence are kept for its report, at least; 50 unless said otherwise. */
  readonly window?: number;
  /** Follows all hidden steps, and not only those that are needed at once; else they are looked for in the window alone. */
  readonly eager?: boolean;
}
export interface MatcherOptions<D extends AnySpec> extends FollowOptions, HiddenSteps<D> {}

const WINDOW = 50;
const OBSERVATION = membersOf<Observation<AnySpec>>({ does: true, before: true, after: true });
const OPTIONS = membersOf<MatcherOptions<AnySpec>>({
  candidates: true,
  window: true,
  eager: true,
  hidden: true,
  maxHidden: true,
});

/** Keeps the states that a spec may be in, after everything that was observed of one run. */
export class Matcher<D extends AnySpec> {
  private readonly tracker: Tracker;
  private readonly follower: Follower;

  /** @throws SpecError where the spec or an option is wrong. */
  constructor(instance: Instance<D>, options: MatcherOptions<NoInfer<D>> = {}) {
    refuseUnknown("the options of a matcher", options, OPTIONS);
    const { window = WINDOW, hidden, ...limits } = options;
    this.tracker = new Tracker(instance, { ...limits, hidden });
    this.follower = new Follower(this.tracker, window);
  }

  /** Begins a run; what is said of its initial state may be as little as nothing. */
  start(looks: Glimpse<D["state"]> = {} as Glimpse<D["state"]>): Outcome {
    return this.follower.begin(this.tracker.seen(looks, "the beginning"));
  }

  /** One observation, and what reports call it. */
  step(observation: Observation<D>, called: { readonly action: string; readonly args?: unknown } = UNNAMED): Outcome {
    const place = `step ${this.follower.steps + 1}`;
    refuseUnknown(place, observation, OBSERVATION);
    const { does, before, after } = observation;
    const seen = this.tracker.observation(
      this.tracker.hinted(does, place),
      this.tracker.seen(before, `${place}, before`),
      this.tracker.seen(after, `${place}, after`),
    );
    return this.follower.follow({ action: called.action, args: called.args ?? {}, seen });
  }

  /** Where the spec may be. */
  get candidates(): readonly Read<D["state"]>[] {
    return this.follower.candidates.map(({ state }) => state as Read<D["state"]>);
  }

  report(samples = SAMPLES): RunReport {
    const { steps, outcome } = this.follower;
    return { steps, outcome, ...coverageOf(this.tracker, this.follower, samples) };
  }
}

const UNNAMED = { action: "step" };
