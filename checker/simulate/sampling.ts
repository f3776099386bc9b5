// The steps that are offered, held against the reference engine: all at first, and then those of one state in so many.
import { Differential, type Recorded } from "../compile/search/differential.ts";
import { CHOICES_PER_STEP, PACE, type Pace, TRACED_PER_STEP } from "../compile/search/pace.ts";
import type { Layout } from "../compile/words/layout.ts";
import { BEFORE, CURRENT } from "../compile/words/words.ts";
import type { Model } from "../model/model.ts";
import type { OfferedStep } from "./offered-step.ts";

export class Sampling {
  readonly differential: Differential;
  readonly #pace: Pace;
  readonly #words: number;
  readonly #recorded: Recorded[] = [];
  #compared = 0;
  #expanded = 0;
  #isSampled = true;
  /** How many states were compared. */
  states = 0;

  constructor(model: Model, layout: Layout, pace: Pace = PACE) {
    this.differential = new Differential(model, layout);
    this.#pace = pace;
    this.#words = layout.words;
  }

  /** Before a state is expanded. Fewer are compared when each way in which a recipe behaves was compared as it was learnt. */
  begin(areAllTraced: boolean): void {
    const { comparedSteps, comparedStates } = this.#pace;
    const enough = areAllTraced ? comparedSteps / TRACED_PER_STEP : comparedSteps;
    this.#isSampled = this.#compared < enough || this.#expanded++ % comparedStates === 0;
    this.#recorded.length = 0;
  }

  /** At each step. */
  step(action: number, { args }: OfferedStep): void {
    if (this.#isSampled) this.#recorded.push({ action, args, words: CURRENT.slice(0, this.#words) });
  }

  /** After the last. Throws a SpecError when the engines disagree. */
  end(): void {
    if (!this.#isSampled) return;
    this.states++;
    const choices = this.differential.compare(BEFORE.slice(0, this.#words), this.#recorded);
    this.#compared += this.#recorded.length + 1 + Math.floor(choices / CHOICES_PER_STEP);
  }
}
