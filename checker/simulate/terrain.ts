// What lies around a state: the steps from it are found once, and each is held against all that was promised.
import { forget } from "../compile/faces/array-faces.ts";
import { CODED_AGAIN, PACE } from "../compile/search/pace.ts";
import type { Layout } from "../compile/words/layout.ts";
import { CURRENT } from "../compile/words/words.ts";
import type { Model } from "../model/model.ts";
import { Distinct } from "./distinct.ts";
import { KnownStates } from "./known-states.ts";
import type { OfferedStep } from "./offered-step.ts";
import type { Offers } from "./offers.ts";
import { type Broken, Questions } from "./questions.ts";
import type { Sampling } from "./sampling.ts";

/** What a run ran into: a broken promise, or a spec that is wrong. */
export interface Breach extends Pick<Broken, "property"> {
  readonly kind: Broken["kind"] | "error";
  /** The step that does it; without one it is the state that was reached last. */
  readonly step?: OfferedStep;
  readonly action?: number;
  /** The words of the state that does it, unless that can be expanded. */
  readonly words?: Int32Array;
  /** The witnesses that this state reaches, by number. */
  readonly reached?: readonly number[];
  /** Of an error, and the action whose recipe ran, or -1. */
  readonly thrown?: unknown;
  readonly at?: number;
}

/** What a terrain is explored with. */
export interface Means {
  readonly layout: Layout;
  readonly offers: Offers;
  readonly sampling: Sampling;
  /** What may be kept of the states that were met. */
  readonly bytes: number;
}

/** What came of an action at best that was offered. */
export const IN_VAIN = 1;
const LED_ON = 2;

export class Terrain {
  readonly known: KnownStates;
  readonly #offers: Offers;
  readonly #questions: Questions;
  readonly #sampling: Sampling;
  readonly #distinct: Distinct;
  readonly #words: number;
  readonly #witnesses: readonly string[];
  /** The witnesses that the instance declares out of its reach. */
  readonly #beyond: readonly number[];
  readonly #isEnvironment: readonly boolean[];
  readonly #withinCut: Float64Array;
  readonly #allowCut: Float64Array;
  /** States of which a witness could not be asked: they are no better when they are met again. */
  readonly #unmarked = new Set<number>();
  /** Of each action, whether it was ever offered, and whether it then ever led on. */
  readonly offered: Uint8Array;
  #expanded = 0;
  #next = PACE.codedFirst;
  #isLive = false;
  #isCut = false;
  breach: Breach | undefined;

  constructor(model: Model, { layout, offers, sampling, bytes }: Means) {
    const { outOfReach = [] } = model.instance.options;
    this.known = new KnownStates(layout.words, model.witnesses.length, bytes);
    this.#offers = offers;
    this.#questions = new Questions(model, layout);
    this.#sampling = sampling;
    this.#distinct = new Distinct(layout.words);
    this.#words = layout.words;
    this.#witnesses = model.witnesses.map(({ name }) => name);
    this.#beyond = this.#witnesses.flatMap((name, i) => (outOfReach.includes(name) ? [i] : []));
    this.#isEnvironment = model.actions.map(({ environment }) => environment);
    this.#withinCut = new Float64Array(model.within.length);
    this.#allowCut = new Float64Array(model.allow.length);
    this.offered = new Uint8Array(model.actions.length);
  }

  /** About how many different states were reached. */
  get distinct(): number {
    return this.#distinct.estimate;
  }

  /** Steps cut, by bound. */
  get cut(): { readonly within: Float64Array; readonly allow: Float64Array } {
    return { within: this.#withinCut, allow: this.#allowCut };
  }

  /** Goes to an initial state; -1 when there is a breach, -2 when it lies beyond a bound. */
  start(words: Int32Array): number {
    this.breach = undefined;
    return this.#guarded(-1, words, () => {
      this.#questions.begin();
      CURRENT.set(words);
      const broken = this.#questions.ofInitial();
      if (broken !== undefined) this.breach = { ...broken, words, reached: this.#reached() };
      const outside = this.breach === undefined ? this.#questions.outside() : -1;
      if (outside < 0) return this.#arrived(this.known.size, this.known.number());
      this.#withinCut[outside]++;
      return -2;
    });
  }

  /** The state to which a step leads; -1 when there is a breach. */
  follow(step: number): number {
    const { size } = this.known;
    const state = this.known.target(step);
    if (state < size) {
      if (!this.#unmarked.has(state) && this.#beyondAt(state) === undefined) return state;
      this.known.load(state);
    }
    return this.#guarded(state, undefined, () => this.#arrived(size, state));
  }

  /** A witness that is reached there and should be out of reach. */
  #beyondAt(state: number): number | undefined {
    for (const i of this.#beyond) if (this.known.isMarked(state, i)) return i;
    return undefined;
  }

  /** A new state shows which witnesses it reaches. */
  #arrived(size: number, state: number): number {
    if (state >= size || this.#unmarked.has(state)) {
      this.#distinct.add(CURRENT);
      this.#unmarked.add(state);
      for (let i = 0; i < this.#witnesses.length; i++) if (this.#questions.isWitness(i)) this.known.mark(state, i);
      this.#unmarked.delete(state);
    }
    const beyond = this.#beyondAt(state);
    if (beyond !== undefined) {
      const reached = this.#witnesses.flatMap((_, i) => (this.known.isMarked(state, i) ? [i] : []));
      this.breach ??= { kind: "witness", property: this.#witnesses[beyond], words: this.known.wordsOf(state), reached };
    }
    return this.breach === undefined ? state : -1;
  }

  /** The witnesses that the state at hand reaches; that one of them cannot be asked does not hide what is broken. */
  #reached(): readonly number[] {
    try {
      if (this.#questions.outside() >= 0) return [];
      return this.#witnesses.flatMap((_, i) => (this.#questions.isWitness(i) ? [i] : []));
    } catch {
      forget();
      return [];
    }
  }

  /** Finds the steps that lead on from a state, unless there is a breach. A state has another number afterwards when all was forgotten: the one given. */
  expand(given: number): number {
    const { known } = this;
    known.load(given);
    let state = given;
    if (known.isFull) {
      known.forget();
      this.#unmarked.clear();
      state = known.number();
      this.#arrived(0, state);
    }
    if (++this.#expanded >= this.#next) {
      this.#next *= CODED_AGAIN;
      this.#questions.code();
    }
    known.begin(state);
    this.#guarded(-1, undefined, () => this.#expand());
    known.end(state, this.#isCut);
    if (this.breach !== undefined) known.abandon(state);
    return state;
  }

  #expand(): number {
    this.#isLive = false;
    this.#isCut = false;
    this.#questions.from();
    this.#sampling.begin(this.#offers.areAllTraced);
    this.#offers.expand(this.#visit);
    this.#sampling.end();
    if (this.#isLive) return 0;
    this.#offers.back();
    const broken = this.#questions.ofStandstill();
    if (broken !== undefined) this.breach ??= broken;
    return 0;
  }

  /** An error is a breach, too: of the state of this number or of these words, or, without either, of the one that is expanded. */
  #guarded(state: number, given: Int32Array | undefined, run: () => number): number {
    try {
      this.#offers.at = -1;
      return run();
    } catch (thrown) {
      forget();
      const words = state < 0 ? given : this.known.wordsOf(state);
      this.breach = { kind: "error", property: "", thrown, at: this.#offers.at, ...(words === undefined ? {} : { words }) };
      return -1;
    }
  }

  readonly #visit = (action: number, step: OfferedStep): void => {
    this.#sampling.step(action, step);
    if (!this.#isEnvironment[action]) this.#isLive = true;
    if (this.breach !== undefined) return;
    if (this.#leadsOn(action, step)) {
      this.offered[action] = LED_ON;
      this.known.add(action, step);
    } else {
      this.offered[action] ||= IN_VAIN;
    }
  };

  /** A step that a bound cuts, or that changes nothing, is checked as in a search, and leads nowhere. */
  #leadsOn(action: number, step: OfferedStep): boolean {
    const refused = this.#questions.refused(step);
    if (refused >= 0) {
      this.#allowCut[refused]++;
      this.#isCut = true;
      return false;
    }
    const isUnchanged = this.#offers.isUnchanged();
    const broken = this.#questions.ofStep(step, isUnchanged);
    if (broken !== undefined) {
      this.breach = { ...broken, step, action, words: CURRENT.slice(0, this.#words), reached: this.#reached() };
      return false;
    }
    if (isUnchanged) return false;
    const outside = this.#questions.outside();
    if (outside < 0) return true;
    this.#withinCut[outside]++;
    this.#isCut = true;
    return false;
  }
}
