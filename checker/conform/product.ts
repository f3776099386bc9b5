// The implementation and its spec side by side, breadth first: each pair of a state of the one and a set of states of the other
// is expanded once.
import type { Happened } from "../../specs/language/mapping.ts";
import type { Divergence } from "./divergence.ts";
import { explain, explainThrown, type SeenRun, type SeenStep } from "./explain.ts";
import { type Implementation, type Move, Threw } from "./implementation.ts";
import { Tally } from "./tally.ts";
import type { Advance, Candidates, Tracker } from "./tracker.ts";

// A pair is looked up by one number, of which a state has the lower part.
const MOST_STATES = 2 ** 28;

export class Product<State, T extends Happened> {
  readonly tally: Tally;
  /** The first that is certain, and the first that was given up. */
  divergence: Divergence | undefined;
  givenUp: Divergence | undefined;
  /** A run fits only if hidden steps are taken earlier than they are needed: whoever asks again asks for all of them. */
  needsEager = false;
  mostCandidates = 0;
  private readonly tracker: Tracker;
  private readonly implementation: Implementation<State, T>;
  private readonly pairs = new Map<number, number>();
  private readonly states: number[] = [];
  private readonly sets: Candidates[] = [];
  private readonly parents: number[] = [];
  /** Which of the steps of its parent led to it. */
  private readonly places: number[] = [];
  private readonly depths: number[] = [];
  private next = 0;

  constructor(tracker: Tracker, implementation: Implementation<State, T>) {
    this.tracker = tracker;
    this.implementation = implementation;
    this.tally = new Tally(tracker.model);
  }

  get size(): number {
    return this.states.length;
  }
  get queue(): number {
    return this.size - this.next;
  }
  get depth(): number {
    return this.depths.at(-1) ?? 0;
  }

  begin(): void {
    for (const state of this.implementation.initial()) {
      const first = this.implementation.viewOf(state);
      const came = this.tracker.start(first);
      if (came.kind === "matched") this.reach(state, came.to, -1, -1);
      else this.diverges(came, () => explain(this.tracker, { omitted: 0, first, start: undefined, steps: [] }, came));
    }
  }

  /** Expands pairs for about so long. */
  advance(milliseconds: number, most: number): "more" | "exhausted" | "diverged" | "full" {
    const until = performance.now() + milliseconds;
    for (let i = 0; ; i++) {
      if (this.divergence || this.needsEager) return "diverged";
      if (this.next >= this.size) return "exhausted";
      if (this.size > most) return "full";
      if (i % 16 === 15 && performance.now() >= until) return "more";
      this.expand(this.next++);
    }
  }

  private expand(pair: number): void {
    const moves = this.movesFrom(pair);
    for (let place = 0; place < moves.length && !this.divergence && !this.needsEager; place++)
      this.take(pair, moves[place], place);
  }

  private movesFrom(pair: number): readonly Move[] {
    try {
      return this.implementation.from(this.states[pair]);
    } catch (error) {
      if (!(error instanceof Threw)) throw error;
      this.divergence ??= explainThrown(this.tracker, this.runTo(pair), error);
      return [];
    }
  }

  private take(pair: number, { to, seen }: Move, place: number): void {
    const came = this.tracker.advance(this.sets[pair], seen);
    this.tally.add(came);
    if (came.kind === "matched") this.reach(to, came.to, pair, place);
    else this.diverges(came, () => this.explained(pair, place, came));
  }

  private diverges(came: Advance, explained: () => Divergence): void {
    if (came.kind === "capped") this.givenUp ??= explained();
    else this.divergence ??= explained();
  }

  private explained(pair: number, place: number, came: Advance): Divergence {
    const before = this.runTo(pair);
    const steps = [...before.steps, this.stepOf(this.states[pair], place)];
    if (came.kind === "none") this.needsEager = this.fitsEagerly(before.start, steps);
    return explain(this.tracker, { ...before, steps }, came);
  }

  /** The steps that led to a pair. */
  private runTo(pair: number): SeenRun & { readonly start: Candidates } {
    const path: number[] = [];
    for (let at = pair; at >= 0; at = this.parents[at]) path.push(at);
    path.reverse();
    const steps = path.slice(1).map((at, i) => this.stepOf(this.states[path[i]], this.places[at]));
    return { omitted: 0, first: this.implementation.viewOf(this.states[path[0]]), start: this.sets[path[0]], steps };
  }

  private stepOf(state: number, place: number): SeenStep {
    const { action, args } = this.implementation.stepFrom(state, place);
    return { action, args, seen: this.implementation.from(state)[place].seen };
  }

  private fitsEagerly(start: Candidates, steps: readonly SeenStep[]): boolean {
    const { freedom } = this.tracker;
    if (freedom.eager || freedom.hidden.length === 0) return false;
    let at = start.states;
    for (const { seen } of steps) {
      const paths = this.tracker.paths(at, seen, { ...freedom, eager: true });
      if (paths.capped) return true;
      at = paths.ends;
    }
    return at.length > 0;
  }

  private reach(state: number, set: Candidates, parent: number, place: number): void {
    const key = set.index * MOST_STATES + state;
    if (this.pairs.has(key)) return;
    this.pairs.set(key, this.size);
    this.states.push(state);
    this.sets.push(set);
    this.parents.push(parent);
    this.places.push(place);
    this.depths.push(parent < 0 ? 1 : this.depths[parent] + 1);
    this.mostCandidates = Math.max(this.mostCandidates, set.states.length);
  }
}
