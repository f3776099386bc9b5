// What expands states in one thread: the kernel, what is remembered of the recipes, and what holds both against the reference.
import type { Model } from "../../model/model.ts";
import { facesOf } from "../faces/faces.ts";
import { TracedActions } from "../recall/traced-actions.ts";
import { Symmetry } from "../symmetry/symmetry.ts";
import { type Layout, layoutOf } from "../words/layout.ts";
import { current } from "../words/words.ts";
import { Coding } from "./coding.ts";
import { Differential, type Recorded } from "./differential.ts";
import { type Kernel, kernelOf } from "./kernel.ts";
import type { Listener } from "./listener.ts";
import { CHOICES_PER_STEP, type Pace, STATES_BETWEEN_CLOCKS, TRACED_PER_STEP } from "./pace.ts";

export class Stepper {
  readonly model: Model;
  readonly layout: Layout;
  readonly symmetry: Symmetry | undefined;
  readonly kernel: Kernel;
  readonly view: Readonly<Record<string, unknown>>;
  readonly #differential: Differential;
  readonly #traced: TracedActions;
  readonly #coding: Coding;
  readonly #pace: Pace;
  readonly #recorded: Recorded[] = [];
  #compared = 0;
  /** Milliseconds that went into comparing what is new, as each thread has to before it is fast. */
  warmUp = 0;
  #isWarmingUp = false;
  /** States expanded here, and how many were when some were last compared. */
  #expanded = 0;
  #lastCompared = 0;

  constructor(model: Model, pace: Pace, listener: Listener, isShared = false) {
    this.model = model;
    this.#pace = pace;
    this.layout = layoutOf(model.variables);
    this.symmetry = Symmetry.of(model, this.layout);
    const isIndexed = model.refinements.length + model.liveness.length > 0;
    const table = { isIndexed, canonical: this.symmetry?.put, isShared };
    this.kernel = kernelOf(this.symmetry?.watched() ?? model, this.layout, this.#heard(listener), table);
    this.view = facesOf(this.layout.root, current).view;
    this.#differential = new Differential(model, this.layout, this.symmetry);
    this.#traced = new TracedActions(model, this.layout, this.kernel, (...step) =>
      this.#warmingUp(() => this.#differential.compareLearned(...step)),
    );
    this.#coding = new Coding(this.kernel, this.#traced, pace.codedFirst);
  }

  #heard(listener: Listener): Listener {
    const record: Listener["record"] = (action, args) =>
      void this.#recorded.push({ action, args: args as Recorded["args"], words: this.kernel.words() });
    return { ...listener, record };
  }

  /** From now on another is told. */
  listenTo(listener: Listener): void {
    this.kernel.window?.listenTo(this.#heard(listener));
  }

  /** Expands some states before `end`, as the next ones of the search. */
  expand(end: number): void {
    const { kernel } = this;
    const { head, isHalfExpanded } = kernel;
    this.#coding.attend(this.#expanded);
    const trusted = isHalfExpanded ? 1 : this.#trusted;
    if (trusted > 0) kernel.run(Math.min(STATES_BETWEEN_CLOCKS, trusted), end);
    else this.#compare(head, () => kernel.runRecorded());
    this.#expanded += kernel.head - head;
  }

  /** Expands states in a window: their candidates lie from `at` on, before `end`. Gives the place behind them, or -1. */
  survey(from: number, to: number, at: number, end: number): number {
    const window = this.kernel.window!;
    let next = at;
    for (let state = from; state < to && next >= 0; ) {
      this.#coding.attend(this.#expanded);
      const trusted = this.#trusted;
      const until = Math.min(to, state + Math.max(1, trusted));
      if (trusted > 0) next = window.survey(state, until, next, end);
      else
        this.#compare(state, () => {
          next = window.surveyRecorded(state, next, end);
        });
      this.#expanded += until - state;
      state = until;
    }
    return next;
  }

  /** Takes all steps from a state that is expanded already, to know its like; a number that tells what they were. */
  rehearse(state: number): number {
    const window = this.kernel.window!;
    this.#coding.attend(this.#expanded);
    let tried = 0;
    if (this.#trusted > 0) tried = window.tried(state);
    else
      this.#compare(state, () => {
        tried = window.triedRecorded(state);
      });
    this.#expanded++;
    return tried;
  }

  /** How many states may go uncompared. */
  get #trusted(): number {
    return this.#isTrusted ? Math.max(0, this.#pace.comparedStates - (this.#expanded - this.#lastCompared)) : 0;
  }

  get #isTrusted(): boolean {
    const { comparedSteps } = this.#pace;
    return (
      this.#compared + this.#comparedExchanged >= (this.#traced.areAllTraced ? comparedSteps / TRACED_PER_STEP : comparedSteps)
    );
  }

  /** With ids exchanged. */
  get #comparedExchanged(): number {
    return this.symmetry === undefined ? 0 : effort(this.symmetry.compared);
  }

  #compare(state: number, expand: () => void): void {
    this.#recorded.length = 0;
    this.kernel.load(state);
    const parent = this.kernel.words();
    const comparing = () => {
      this.#expandToCheck(expand);
      const choices = this.#differential.compare(parent, this.#recorded);
      this.#compared += effort({ states: 1, steps: this.#recorded.length, choices });
    };
    if (this.#isTrusted) comparing();
    else this.#warmingUp(comparing);
    this.#lastCompared = this.#expanded;
  }

  #expandToCheck(expand: () => void): void {
    if (this.symmetry === undefined) return expand();
    this.symmetry.willCheck = true;
    try {
      expand();
    } finally {
      this.symmetry.willCheck = false;
    }
  }

  #warmingUp(run: () => void): void {
    if (this.#isWarmingUp) return run();
    const began = performance.now();
    this.#isWarmingUp = true;
    try {
      run();
    } finally {
      this.#isWarmingUp = false;
      this.warmUp += performance.now() - began;
    }
  }
}

/** What was compared, in steps. */
const effort = ({ states, steps, choices }: Symmetry["compared"]): number =>
  states + steps + Math.floor(choices / CHOICES_PER_STEP);
