// The states that runs have met, each with the steps from it: many runs begin alike. Beyond a limit all of it is forgotten.
import { hashOfWords } from "../compile/words/hash-of-words.ts";
import { CURRENT } from "../compile/words/words.ts";
import type { OfferedStep } from "./offered-step.ts";

/** Beside its words a step has its target, -1 until it is first taken, and its action. */
const BESIDE = 2;
const FIRST_SLOTS = 1 << 12;

export class KnownStates {
  readonly #words: number;
  readonly #stride: number;
  /** Ints of a state's marks, and of its words and marks. */
  readonly markInts: number;
  readonly #size: number;
  readonly #mostInts: number;
  /** By step: target, action, and the words after it. */
  #steps = new Int32Array(1 << 12);
  #named: OfferedStep[] = [];
  #stepCount = 0;
  /** By state: its words and marks; the first of its steps (-1 before it is expanded), how many there are, and whether some were cut. */
  #states = new Int32Array(1 << 12);
  #first: number[] = [];
  #count: number[] = [];
  #isCut: boolean[] = [];
  /** States by hash, each by its number plus one. */
  #slots = new Int32Array(FIRST_SLOTS);
  size = 0;

  /** A state may bear so many marks. */
  constructor(words: number, marks: number, bytes: number) {
    this.#words = words;
    this.markInts = Math.ceil(marks / 32);
    this.#size = words + this.markInts;
    this.#stride = words + BESIDE;
    this.#mostInts = bytes / 4;
  }

  /** Whether so much is known that it must be forgotten before the next state is expanded. */
  get isFull(): boolean {
    // A step's name is a reference, and so are a state's numbers.
    return this.#stepCount * (this.#stride + 2) + this.size * (this.#size + 9) > this.#mostInts;
  }

  forget(): void {
    this.#slots.fill(0);
    this.#named = [];
    this.#first.length = 0;
    this.#count.length = 0;
    this.#isCut.length = 0;
    this.#stepCount = 0;
    this.size = 0;
  }

  /** The number of the state at hand; a new one is the last. */
  number(): number {
    const mask = this.#slots.length - 1;
    let slot = hashOfWords(CURRENT, 0, this.#words) & mask;
    for (let entry = this.#slots[slot]; entry !== 0; entry = this.#slots[slot]) {
      if (this.#isAtHand(entry - 1)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    const state = this.size++;
    this.#keep(state);
    this.#slots[slot] = this.size;
    if (this.size * 2 > this.#slots.length) this.#growSlots();
    return state;
  }

  isExpanded(state: number): boolean {
    return this.#first[state] >= 0;
  }

  /** How many steps lead on from the state. */
  count(state: number): number {
    return this.#count[state];
  }

  /** The first of the steps from a state; they are numbered in declared order. */
  first(state: number): number {
    return this.#first[state];
  }

  action(step: number): number {
    return this.#steps[step * this.#stride + 1];
  }

  named(step: number): OfferedStep {
    return this.#named[step];
  }

  load(state: number): void {
    const words = this.#words;
    for (let i = 0, o = state * this.#size; i < words; i++) CURRENT[i] = this.#states[o + i];
  }

  wordsOf(state: number): Int32Array {
    return this.#states.slice(state * this.#size, state * this.#size + this.#words);
  }

  numberOf(words: Int32Array): number {
    CURRENT.set(words);
    return this.number();
  }

  /** From now on steps are added to this state, until it has all. */
  begin(state: number): void {
    this.#first[state] = this.#stepCount;
  }

  /** Adds the step to the state at hand. */
  add(action: number, step: OfferedStep): void {
    const words = this.#words;
    let o = this.#stepCount * this.#stride;
    if (o + this.#stride > this.#steps.length) this.#steps = grown(this.#steps, this.#stride);
    this.#steps[o++] = -1;
    this.#steps[o++] = action;
    for (let i = 0; i < words; i++) this.#steps[o++] = CURRENT[i];
    this.#named[this.#stepCount++] = step;
  }

  /** All are added; some others may have been cut. */
  end(state: number, isCut: boolean): void {
    this.#count[state] = this.#stepCount - this.#first[state];
    this.#isCut[state] = isCut;
  }

  /** What was added to the state does not count: it will be expanded again. */
  abandon(state: number): void {
    this.#first[state] = -1;
  }

  isCut(state: number): boolean {
    return this.#isCut[state];
  }

  mark(state: number, mark: number): void {
    this.#states[state * this.#size + this.#words + (mark >>> 5)] |= 1 << (mark & 31);
  }

  isMarked(state: number, mark: number): boolean {
    return ((this.marks(state, mark >>> 5) >>> (mark & 31)) & 1) === 1;
  }

  /** The marks of a state, 32 at a time. */
  marks(state: number, i: number): number {
    return this.#states[state * this.#size + this.#words + i];
  }

  /** The state to which a step leads: a new one is the last, and is then at hand. */
  target(step: number): number {
    const o = step * this.#stride;
    if (this.#steps[o] >= 0) return this.#steps[o];
    for (let i = 0, words = this.#words; i < words; i++) CURRENT[i] = this.#steps[o + BESIDE + i];
    const state = this.number();
    this.#steps[o] = state;
    return state;
  }

  /** A hash of the state to which a step leads, the same whatever was forgotten. */
  hashOfTarget(step: number): number {
    return hashOfWords(this.#steps, step * this.#stride + BESIDE, this.#words);
  }

  hashOf(state: number): number {
    return hashOfWords(this.#states, state * this.#size, this.#words);
  }

  #keep(state: number): void {
    const words = this.#words;
    const o = state * this.#size;
    if (o + this.#size > this.#states.length) this.#states = grown(this.#states, this.#size);
    for (let i = 0; i < words; i++) this.#states[o + i] = CURRENT[i];
    for (let i = words; i < this.#size; i++) this.#states[o + i] = 0;
    this.#first[state] = -1;
    this.#count[state] = 0;
    this.#isCut[state] = false;
  }

  #isAtHand(state: number): boolean {
    for (let i = 0, o = state * this.#size, words = this.#words; i < words; i++)
      if (this.#states[o + i] !== CURRENT[i]) return false;
    return true;
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (let state = 0; state < this.size; state++) {
      let slot = hashOfWords(this.#states, state * this.#size, this.#words) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = state + 1;
    }
  }
}

const grown = (ints: Int32Array, least = 0): Int32Array<ArrayBuffer> => {
  const more = new Int32Array(ints.length * 2 + least);
  more.set(ints);
  return more;
};
