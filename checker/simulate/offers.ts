// The steps that a state offers, by the recipes as the compiled engine remembers them.
import { TracedActions, type Verify } from "../compile/recall/traced-actions.ts";
import { codedOr } from "../compile/search/coding.ts";
import { CODED_AGAIN, PACE, WORTH_CODING } from "../compile/search/pace.ts";
import type { Layout } from "../compile/words/layout.ts";
import { BEFORE, CURRENT } from "../compile/words/words.ts";
import type { Model } from "../model/model.ts";
import type { OfferedStep } from "./offered-step.ts";
import { untracedSteps } from "./untraced-steps.ts";

/** Is shown each step in declared order: the state before it is in BEFORE, the one after it in CURRENT. */
export type Visit = (action: number, step: OfferedStep) => void;

export class Offers {
  readonly #words: number;
  readonly #traced: TracedActions;
  readonly #walked = () => this.#traced.steps();
  #steps = this.#walked;
  #visit: Visit = () => {};
  #expanded = 0;
  #next = PACE.codedFirst;
  #codedRuns = 0;
  /** The action whose recipe ran last. */
  at = -1;

  constructor(model: Model, layout: Layout, verify: Verify) {
    this.#words = layout.words;
    const offers = this;
    const done = model.actions.map(({ index }) => (step: { readonly name: string; readonly args: object }) => {
      this.#visit(index, step as OfferedStep);
      this.back();
    });
    const untraced = untracedSteps(model, layout, done, (action) => {
      this.at = action;
    });
    let conditions = 0;
    const firstCondition = model.actions.map((action) => (conditions += action.conditions.length) - action.conditions.length);
    this.#traced = new TracedActions(
      model,
      layout,
      {
        done,
        untraced,
        firstCondition,
        evaluated: new Uint8Array(conditions),
        falsified: new Uint8Array(conditions),
        // Without parameters it is never called: each step is shown, not only its state.
        stage: () => {},
        tookSteps: () => {},
        get at() {
          return offers.at;
        },
        set at(action) {
          offers.at = action;
        },
      },
      verify,
    );
  }

  /** Whether each way in which a recipe behaves was verified when it was learnt. */
  get areAllTraced(): boolean {
    return this.#traced.areAllTraced;
  }

  /** Shows all steps from the state at hand, which is at hand again afterwards. */
  expand(visit: Visit): void {
    if (++this.#expanded >= this.#next || this.#traced.isStale) this.#code();
    for (let i = 0, words = this.#words; i < words; i++) BEFORE[i] = CURRENT[i];
    this.#visit = visit;
    this.#steps();
  }

  /** Puts the state before the step in the place of the state at hand. */
  back(): void {
    for (let i = 0, words = this.#words; i < words; i++) CURRENT[i] = BEFORE[i];
  }

  /** Whether the state at hand is also the one before the step. */
  isUnchanged(): boolean {
    for (let i = 0, words = this.#words; i < words; i++) if (CURRENT[i] !== BEFORE[i]) return false;
    return true;
  }

  #code(): void {
    while (this.#next <= this.#expanded) this.#next *= CODED_AGAIN;
    if (this.#traced.runs < this.#codedRuns * WORTH_CODING && !this.#traced.isStale) return;
    this.#codedRuns = this.#traced.runs;
    this.#steps = codedOr(this.#traced, this.#walked);
  }
}
