import type { TracedActions } from "../recall/traced-actions.ts";
import { stepsFrom } from "../recall/tree-source.ts";
import type { Kernel } from "./kernel.ts";
import { CODED_AGAIN, WORTH_CODING } from "./pace.ts";

/** Makes code of what is known of the recipes, at ever longer intervals and only when more is known. */
export class Coding {
  readonly #kernel: Kernel;
  readonly #traced: TracedActions;
  /** When it is next worth a look, in states expanded, and how many runs of recipes were known the last time. */
  #next: number;
  #codedRuns = 0;
  readonly #walked = () => this.#traced.steps();

  constructor(kernel: Kernel, traced: TracedActions, first: number) {
    this.#kernel = kernel;
    this.#traced = traced;
    this.#next = first;
    kernel.takeStepsBy(this.#walked, this.#walked);
  }

  /** Before the next state is expanded, after so many. */
  attend(expanded: number): void {
    if (expanded < this.#next && !this.#traced.isStale) return;
    while (this.#next <= expanded) this.#next *= CODED_AGAIN;
    this.#kernel.codePredicates();
    if (this.#traced.runs < this.#codedRuns * WORTH_CODING && !this.#traced.isStale) return;
    this.#codedRuns = this.#traced.runs;
    this.#kernel.takeStepsBy(codedOr(this.#traced, this.#walked), this.#walked);
  }
}

/** Code of what is known of the recipes. What is too much for one function is walked, which is slower and does the same. */
export const codedOr = (traced: TracedActions, walked: () => void): (() => void) => {
  try {
    return stepsFrom(traced);
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return walked;
    throw error;
  }
};
