import type { Model } from "../../model/model.ts";
import type { PlainState } from "../../reference/plain.ts";
import { SymmetryCheck } from "../../symmetry/symmetry-check.ts";
import type { Layout } from "../words/layout.ts";
import { CanonicalWords } from "./canonical-words.ts";
import { concreteRun } from "./concrete-run.ts";

const PUTS_BETWEEN_TIMED = 64;

/** What a search up to symmetry needs: representatives, a check that the spec is symmetric, and runs of the spec itself. */
export class Symmetry {
  readonly #model: Model;
  readonly #layout: Layout;
  readonly #canonical: CanonicalWords;
  readonly #check: SymmetryCheck;
  #puts = 0;
  /** Milliseconds, in those that were timed. */
  #spent = 0;

  /** Undefined where no ids are symmetric, or it is not asked for. */
  static of(model: Model, layout: Layout): Symmetry | undefined {
    return model.symmetric.length > 0 ? new Symmetry(model, layout) : undefined;
  }

  private constructor(model: Model, layout: Layout) {
    this.#model = model;
    this.#layout = layout;
    this.#canonical = new CanonicalWords(layout, model.symmetric);
    this.#check = new SymmetryCheck(model);
    this.#check.initial();
  }

  /** Puts the representative of a state in its place. */
  readonly put = (words: Int32Array): void => {
    if (this.#puts++ % PUTS_BETWEEN_TIMED !== 0) {
      this.#canonical.put(words);
      return;
    }
    const start = performance.now();
    this.#canonical.put(words);
    this.#spent += performance.now() - start;
  };

  /** What it takes to find a representative, on average. */
  get microseconds(): number {
    return (this.#spent * 1_000) / Math.max(1, Math.ceil(this.#puts / PUTS_BETWEEN_TIMED));
  }

  /** Throws a SpecError when the spec is not symmetric in this state. */
  check(state: PlainState): void {
    this.#check.state(state);
  }

  /** A run of the spec along states that need be no more than members of the orbits of its states. */
  run(states: readonly Int32Array[], violated: string | undefined): PlainState[] {
    const representatives = states.map((words) => {
      const representative = words.slice();
      this.#canonical.put(representative);
      return representative;
    });
    return concreteRun(this.#model, this.#layout, this.#canonical, representatives, violated);
  }
}
