// One run, followed as it happens, in bounded memory.
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Divergence } from "./divergence.ts";
import { explain, type SeenStep } from "./explain.ts";
import type { Seen } from "./seen.ts";
import { Tally } from "./tally.ts";
import type { Advance, Candidates, Tracker } from "./tracker.ts";

/** Whether the run so far is one of the spec. What diverged once stays so. */
export type Outcome =
  | { readonly verdict: "conforms" }
  | { readonly verdict: "diverges" | "inconclusive"; readonly divergence: Divergence };

const CONFORMS: Outcome = { verdict: "conforms" };
/** So many states of the spec and observations are remembered before all but the last steps are forgotten. */
const MEMORY = 50_000;

export class Follower {
  readonly tally: Tally;
  steps = 0;
  mostCandidates = 0;
  outcome: Outcome = CONFORMS;
  private readonly tracker: Tracker;
  private readonly window: number;
  private readonly memory: number;
  private omitted = 0;
  /** Steps were dropped before which hidden ones were possible that were not needed then. */
  private narrowed = false;
  private first: Seen | undefined;
  private now: Candidates | undefined;
  /** The last steps, and where the spec may have been before each. */
  private run: { readonly step: SeenStep; readonly from: Candidates }[] = [];

  constructor(tracker: Tracker, window: number, memory = MEMORY) {
    if (!(window >= 1)) throw new SpecError(`the window is ${window}. Give the number of steps to remember, or leave it out.`);
    this.tracker = tracker;
    this.window = window;
    this.memory = memory;
    this.tally = new Tally(tracker.model);
  }

  get candidates(): Candidates["states"] {
    return this.now?.states ?? [];
  }

  begin(seen: Seen): Outcome {
    if (this.first) throw new SpecError("the run has begun already. Make another matcher for another run.");
    this.first = seen;
    return this.came(this.tracker.start(seen));
  }

  follow(step: SeenStep): Outcome {
    if (this.outcome !== CONFORMS) return this.outcome;
    if (!this.now) throw new SpecError("the run has not begun. Call start first.");
    const from = this.now;
    this.run.push({ step, from });
    this.steps++;
    const came = this.tracker.advance(from, step.seen);
    return this.came(came.kind === "none" ? this.withAllHidden(came) : came);
  }

  private came(came: Advance): Outcome {
    this.tally.add(came);
    if (came.kind !== "matched") return (this.outcome = this.diverged(came));
    this.now = came.to;
    this.mostCandidates = Math.max(this.mostCandidates, came.to.states.length);
    if (this.run.length >= 2 * this.window) this.narrow(this.run.length - this.window);
    if (this.tracker.size > this.memory) this.forget();
    return CONFORMS;
  }

  private diverged(came: Advance): Outcome {
    const steps = this.run.map(({ step }) => step);
    const start = this.run.length > 0 ? this.run[0].from : undefined;
    const divergence = explain(this.tracker, { omitted: this.omitted, first: this.first as Seen, start, steps }, came);
    if (came.kind === "capped") return { verdict: "inconclusive", divergence };
    const isNarrowed = came.kind === "none" && this.narrowed;
    return { verdict: "diverges", divergence: { ...divergence, ...(isNarrowed ? { narrowed: true } : {}) } };
  }

  /** A hidden step may have been possible only before it was needed: as far as the run is known, it is looked for there. */
  private withAllHidden(otherwise: Advance): Advance {
    const { freedom } = this.tracker;
    if (freedom.eager || freedom.hidden.length === 0) return otherwise;
    this.tracker.freedom = { ...freedom, eager: true };
    let at: Advance = otherwise;
    let from = this.run[0].from;
    let followed = 0;
    for (const { step } of this.run) {
      followed++;
      at = this.tracker.follow(from, step.seen);
      if (at.kind !== "matched") break;
      from = at.to;
    }
    this.tracker.freedom = freedom;
    if (at.kind === "none") return otherwise;
    // Without its hidden steps the run up to here cannot be told again.
    if (at.kind === "matched") this.drop(this.run.length);
    // What broke a promise, or was given up, may be an earlier step than the one that could not be followed.
    else this.run = this.run.slice(0, followed);
    return at;
  }

  private narrow(count: number): void {
    const { eager, hidden } = this.tracker.freedom;
    if (count > 0 && !eager && hidden.length > 0) this.narrowed = true;
    this.drop(count);
  }

  private drop(count: number): void {
    const dropped = this.run.slice(0, count);
    this.run = this.run.slice(count);
    this.omitted += count;
    this.first = dropped.at(-1)?.step.seen.after ?? this.first;
  }

  private forget(): void {
    this.narrow(Math.max(0, this.run.length - this.window));
    const kept = this.tracker.forget([this.now as Candidates, ...this.run.map(({ from }) => from)]);
    this.now = kept[0];
    this.run = this.run.map(({ step }, i) => ({ step, from: kept[i + 1] }));
  }
}
