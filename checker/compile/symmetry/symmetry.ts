import type { Arguments, Model, ModelAction } from "../../model/model.ts";
import type { PlainState } from "../../reference/plain.ts";
import { SymmetryCheck, type Taken } from "../../symmetry/symmetry-check.ts";
import { watchedProperties } from "../../symmetry/watched-properties.ts";
import type { Layout } from "../words/layout.ts";
import { type Canonicaliser, canonicaliserOf } from "./canonicaliser.ts";
import { concreteRun } from "./concrete-run.ts";
import { StateProperties } from "./state-properties.ts";
import { WordsAtHand } from "./words-at-hand.ts";

/** Ever more states lie between two that are timed, and in the end so many; each is timed so many times. */
const MOST_BETWEEN_TIMED = 4_096;
const TIMES = 8;

/** What a search up to symmetry needs: representatives, a check that the spec is symmetric, and runs of the spec itself. */
export class Symmetry {
  readonly #model: Model;
  readonly #layout: Layout;
  readonly #canonical: Canonicaliser;
  readonly #check: SymmetryCheck;
  readonly #atHand: WordsAtHand;
  readonly #properties: StateProperties;
  #puts = 0;
  #nextTimed = 1;
  readonly #timed: Int32Array;
  /** Whether the state that is being expanded will be checked, too. */
  willCheck = false;
  /** Milliseconds, of those that were timed. */
  readonly #spent: number[] = [];

  /** Undefined where no ids are symmetric, or it is not asked for. */
  static of(model: Model, layout: Layout): Symmetry | undefined {
    return model.symmetric.length > 0 ? new Symmetry(model, layout) : undefined;
  }

  private constructor(model: Model, layout: Layout) {
    this.#model = model;
    this.#layout = layout;
    this.#canonical = canonicaliserOf(layout, model.symmetric);
    this.#timed = new Int32Array(layout.words);
    this.#atHand = new WordsAtHand(layout, model.symmetric);
    this.#properties = new StateProperties(model, layout, this.#atHand);
    this.#check = new SymmetryCheck(model);
    this.#check.initial();
  }

  /** Puts the representative of a state in its place. */
  readonly put = (words: Int32Array): void => {
    if (this.#puts++ === this.#nextTimed) this.#time(words);
    this.#canonical(words);
  };

  /** Several times, since the clock is coarse beside it. */
  #time(words: Int32Array): void {
    this.#nextTimed += Math.min(this.#nextTimed, MOST_BETWEEN_TIMED);
    const start = performance.now();
    for (let i = 0; i < TIMES; i++) {
      this.#timed.set(words);
      this.#canonical(this.#timed);
    }
    this.#spent.push((performance.now() - start) / TIMES);
  }

  /** What it takes to find a representative: the median of those that were timed. */
  get microseconds(): number {
    return 1_000 * (this.#spent.toSorted((one, other) => one - other)[this.#spent.length >> 1] ?? 0);
  }

  /** The model with its properties held against themselves with ids exchanged. */
  watched(): Model {
    return watchedProperties(this.#model, this.#atHand);
  }

  /** Throws a SpecError when the spec turns out not to be symmetric in this state, by these steps from it. */
  check(state: PlainState, words: Int32Array, steps: readonly Taken[]): void {
    this.#check.state(state, steps);
    this.#properties.check(words);
  }

  /** The same of a step that a recipe took for the first time, or did not take, on the like of this state. */
  checkLearned(action: ModelAction, args: Arguments, before: PlainState, after: PlainState | undefined): void {
    if (!this.willCheck || !this.#check.isNextExchangedInFull) this.#check.step(action, args, before, after);
  }

  /** What the reference engine was asked for, with ids exchanged. */
  get compared(): SymmetryCheck["compared"] {
    return this.#check.compared;
  }

  /** A run of the spec along states that need be no more than members of the orbits of its states. */
  run(states: readonly Int32Array[], violated: string | undefined): PlainState[] {
    const representatives = states.map((words) => {
      const representative = words.slice();
      this.#canonical(representative);
      return representative;
    });
    return concreteRun(this.#model, this.#layout, this.#canonical, representatives, violated);
  }
}
