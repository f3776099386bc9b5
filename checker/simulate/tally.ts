import type { Model } from "../model/model.ts";

/** Why a run ended: at its depth, where nothing more changes, where every step is cut, or in a violation. */
export type RunEnd = "depth" | "nothing" | "bounds" | "violation";

/** What the runs did that are finished. */
export class Tally {
  readonly taken: Float64Array;
  /** In how many runs each witness was reached. */
  readonly witnessed: Float64Array;
  readonly ends: Record<RunEnd, number> = { depth: 0, nothing: 0, bounds: 0, violation: 0 };
  /** Actions taken, and those of the longest run. */
  steps = 0;
  longest = 0;
  runs = 0;

  constructor({ actions, witnesses }: Model) {
    this.taken = new Float64Array(actions.length);
    this.witnessed = new Float64Array(witnesses.length);
  }

  /** Adds a run that has ended: how often it took each action, and which witnesses it reached. */
  add(taken: Int32Array, marks: Int32Array, end: RunEnd): void {
    let steps = 0;
    for (let action = 0; action < taken.length; action++) {
      this.taken[action] += taken[action];
      steps += taken[action];
    }
    for (let i = 0; i < this.witnessed.length; i++) this.witnessed[i] += (marks[i >>> 5] >>> (i & 31)) & 1;
    this.steps += steps;
    this.longest = Math.max(this.longest, steps);
    this.ends[end]++;
    this.runs++;
  }
}
