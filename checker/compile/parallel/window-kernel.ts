import type { ImageMemory } from "../search/images.ts";

/** The state table of a search, as threads share it, and the images of its states by refinement. */
export interface Memory extends SharedMemory {
  readonly images: readonly ImageMemory[];
}

/** The state table. */
export interface SharedMemory {
  readonly arena: Int32Array;
  readonly parents: Int32Array;
  readonly table: Int32Array;
}

/**
 * What the kernel of one thread does in a window. A candidate is a successor that was not known before the window; it goes by
 * its place among all candidates.
 */
export interface WindowKernel {
  readonly memory: SharedMemory;
  adopt(memory: SharedMemory): void;
  /** The search is no longer this thread's alone. Where candidates lie: their words, hashes, parents and slots; and for each state won where it lies among them. */
  candidates(words: Int32Array, hashes: Int32Array, parents: Int32Array, slots: Int32Array, winners: Int32Array): void;
  /** So many states are stored, and this one is expanded next. */
  stand(stored: number, next: number): void;
  /** Expands states and puts candidates from `at` on, before `end`; the place behind them, or -1 when there was no room. */
  survey(from: number, to: number, at: number, end: number): number;
  /** The same of one state, with its steps recorded. */
  surveyRecorded(state: number, at: number, end: number): number;
  /** The regions of the index that are this thread's, of so many threads, from now on. */
  claims(regions: number, thread: number, threads: number): void;
  /** Puts the candidates of its regions into the index, the first of those that are alike; how many, -1 when there is no room. */
  claim(from: number, to: number): number;
  /** Stores the candidates that won, from this place on, and asks of them what is asked of new states. */
  settle(from: number, to: number, index: number): void;
  /** Holds the steps to candidates against the other specs. */
  refine(from: number, to: number): void;
  /** Takes candidates that won out of the index again. */
  clear(from: number, to: number): void;
  needsArena(stored: number): boolean;
  needsTable(stored: number): boolean;
  widerArena(stored: number): void;
  /** Makes the index larger, and empty. */
  widerTable(): void;
  /** Puts all that is stored into the empty index: what is this thread's to put there, whose regions these are. */
  fill(regions: number, thread: number, threads: number): void;
  /** Takes all steps from a state and lets them go: a number that tells one way of taking them from another. */
  tried(state: number): number;
  /** The same, with its steps recorded. */
  triedRecorded(state: number): number;
  /** Witnesses that were reached already are not asked for. */
  sees(witnessed: Uint8Array): void;
  /** Who is told of what is found. */
  listenTo(listener: unknown): void;
}
