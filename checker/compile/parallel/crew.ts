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
  /** States before this one are expanded, and may be again for practice, which takes so long. */
  readonly expanded: number;
  readonly practiceMilliseconds: number;
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
  /**
   * The threads are made once so many states wait to be expanded, so many milliseconds were spent, and what waits would take one
   * thread so many more at the rate of late: they take most of a second to build what they need, and as long again to be fast.
   */
  readonly fromQueue: number;
  readonly fromMilliseconds: number;
  readonly fromWaiting: number;
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
  fromMilliseconds: 500,
  fromWaiting: 600,
  leastWindow: 2_048,
  statesPerChunk: 256,
  firstWindow: 8_192,
  shortWindow: 12,
  longWindow: 40,
  practiceMilliseconds: 100,
  mostCandidates: 2 ** 19,
};
