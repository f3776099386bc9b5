// The other threads of a search, as it sees them. What they are made of is for others to say.
import { SpecError } from "../../../specs/language/spec-error.ts";
import type { Board, Duty } from "./board.ts";
import type { Memory } from "./window-kernel.ts";

/** What went wrong where a thread expanded states, up to this one. */
export interface Mishap {
  readonly state: number;
  readonly error: unknown;
}

/** What a thread says of the model that it has built, or why it could not. */
export type Built = { readonly fingerprint: string } | { readonly failed: string };

/** What a thread needs to take part. */
export interface Invitation {
  readonly board: Board;
  readonly memory: Memory;
  /** What all threads make of these states must be the same. */
  readonly rehearsed: readonly number[];
  /** States before this one are expanded, and may be again for practice. */
  readonly expanded: number;
  readonly practice: Practice;
}

/** Milliseconds that a thread practises: at least so many, and at most so many while it is mostly warming up. */
export interface Practice {
  readonly least: number;
  readonly most: number;
}

/** A thread has ended before the search did. */
export class CrewLost extends SpecError {}

export interface Crew {
  /** Threads beside the search's own. */
  readonly others: number;
  /** When to begin, and how large a share is. */
  readonly pace: CrewPace;
  /** Has the threads made. Nothing is waited for. */
  start(): void;
  /** What each has built, once all have; undefined before. Throws when one has ended. */
  built(): readonly Built[] | undefined;
  /** Hands over what is shared. They practise, and wait for their first duty then. */
  join(invitation: Invitation): void;
  /** What they made of the states that were rehearsed, once all have; throws likewise. */
  rehearsed(): readonly (readonly number[])[] | undefined;
  /** The state table was replaced: tells them before their next duty. */
  renew(memory: Memory): void;
  give(duty: Duty): void;
  /** Whether all are through, waited for until that time; throws when one has ended. */
  areThrough(until: number): boolean;
  /** What went wrong since it was asked last. */
  mishaps(): readonly Mishap[];
  end(): Promise<void>;
}

export interface CrewPace {
  /** The threads are made no sooner than so many states wait to be expanded and so many milliseconds were spent on more than warming up. */
  readonly fromQueue: number;
  readonly fromMilliseconds: number;
  /**
   * Milliseconds that the search loses by having them made, and for each that it took itself to warm up: until they are fast as
   * well, they compete with it for memory and for whoever optimises code.
   */
  readonly cost: number;
  readonly costOfWarmUp: number;
  /**
   * The cost must not be more than it is worth: so much of what the waiting states would take one thread, which is sure to come,
   * and so much of the time spent, so that a search that ends right after is not slower by more than that.
   */
  readonly worthOfWaiting: number;
  readonly worthOfSpent: number;
  /** States left at a depth that are worth a window. */
  readonly leastWindow: number;
  readonly statesPerChunk: number;
  /** States of the first window, or fewer where they would take too long. */
  readonly firstWindow: number;
  /** Windows take between so many milliseconds: much longer than threads need to find together, and not so long that one waits for them. */
  readonly shortWindow: number;
  readonly longWindow: number;
  readonly practiceMilliseconds: number;
  /** At most so many candidates of a window for each thread; fewer where states are wide. */
  readonly mostCandidates: number;
}
export const CREW_PACE: CrewPace = {
  fromQueue: 8_192,
  fromMilliseconds: 1_000,
  cost: 400,
  costOfWarmUp: 0.7,
  worthOfWaiting: 0.3,
  worthOfSpent: 0.1,
  leastWindow: 2_048,
  statesPerChunk: 256,
  firstWindow: 8_192,
  shortWindow: 12,
  longWindow: 40,
  practiceMilliseconds: 100,
  mostCandidates: 2 ** 19,
};
