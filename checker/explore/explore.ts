import { Reached } from "./reached.ts";
import type { Transition, TransitionSystem } from "./transition-system.ts";

export interface ExploreOptions<State, Args> {
  /** At most so many states are stored. */
  readonly states?: number;
  /** States of this depth are not expanded; an initial state has depth 1. */
  readonly depth?: number;
  readonly signal?: AbortSignal;
  /** What is wrong with a state, when it is first reached; nothing when it is as it should be. */
  readonly wrongState?: (state: State) => string | undefined;
  /** What is wrong with a step, each time that it is found. */
  readonly wrongStep?: (before: State, step: Transition<State, Args>) => string | undefined;
}

/** What was found wrong, and a shortest run to it: an initial state, and the steps from there. */
export interface Wrong<State, Args> {
  readonly what: string;
  readonly initial: State;
  readonly steps: readonly Transition<State, Args>[];
}

export interface Exploration<State, Args> {
  /** `bounded` when a limit or the signal left states unexpanded: no proof of anything. */
  readonly ended: "exhausted" | "wrong" | "bounded";
  readonly states: number;
  readonly generated: number;
  readonly depth: number;
  readonly wrong: Wrong<State, Args> | undefined;
  readonly reached: Iterable<State>;
}

/** Explores a transition system breadth first until it is exhausted, a limit is met, or something is wrong. */
export const explore = <State, Args>(
  system: TransitionSystem<State, Args>,
  options: ExploreOptions<State, Args> = {},
): Exploration<State, Args> => {
  const search = new Explorer(system, options);
  const ended = search.run();
  const { generated, reached, wrong } = search;
  return { ended, states: reached.size, generated, depth: reached.depth, wrong, reached };
};

class Explorer<State, Args> {
  readonly reached = new Reached<State>();
  generated = 0;
  wrong: Wrong<State, Args> | undefined;
  private full = false;
  private readonly steps: (Transition<State, Args> | undefined)[] = [];
  private readonly system: TransitionSystem<State, Args>;
  private readonly options: ExploreOptions<State, Args>;

  constructor(system: TransitionSystem<State, Args>, options: ExploreOptions<State, Args>) {
    this.system = system;
    this.options = options;
  }

  run(): Exploration<State, Args>["ended"] {
    const { depth = Number.POSITIVE_INFINITY, signal } = this.options;
    for (const state of this.system.initial()) this.reach(state, -1, undefined);
    let bounded = false;
    for (let at = 0; at < this.reached.size && !this.wrong && !this.full; at++) {
      if (signal?.aborted) return "bounded";
      if (this.reached.depthOf(at) >= depth) bounded = true;
      else this.expand(at);
    }
    return this.wrong ? "wrong" : bounded || this.full ? "bounded" : "exhausted";
  }

  private expand(at: number): void {
    const before = this.reached.at(at);
    for (const step of this.system.successors(before)) {
      if (this.wrong || this.full) return;
      const what = this.options.wrongStep?.(before, step);
      if (what !== undefined) this.complain(what, at, step);
      this.reach(step.state, at, step);
    }
  }

  private reach(state: State, parent: number, step: Transition<State, Args> | undefined): void {
    this.generated++;
    const key = this.system.key(state);
    if (this.reached.has(key)) return;
    if (this.reached.size >= (this.options.states ?? Number.POSITIVE_INFINITY)) {
      this.full = true;
      return;
    }
    const index = this.reached.add(state, key, parent);
    this.steps.push(step);
    const what = this.options.wrongState?.(state);
    if (what !== undefined) this.complain(what, index);
  }

  private complain(what: string, at: number, step?: Transition<State, Args>): void {
    const path = this.reached.pathTo(at);
    const steps = path.slice(1).map((index) => this.steps[index] as Transition<State, Args>);
    this.wrong ??= { what, initial: this.reached.at(path[0]), steps: step ? [...steps, step] : steps };
  }
}
