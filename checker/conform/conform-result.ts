// What holding an implementation against a spec finds: data, and no wording.
import type { Divergence } from "./divergence.ts";
import type { Sensitivity } from "./sensitivity.ts";
import type { Matched } from "./tally.ts";

/** A pass only where everything was seen and followed; `inconclusive` where something was not looked at, or nothing was checked. */
export type ConformVerdict = "conforms" | "diverges" | "inconclusive";

/** Why nothing can be said: a limit or the signal, a cap on candidates, or that no action of the spec was ever matched. */
export type Inconclusive = "states" | "time" | "interrupted" | "candidates" | "nothing-matched";

/** How much a pass says. */
export interface Coverage {
  readonly actions: { readonly [action: string]: Matched };
  readonly neverMatched: readonly string[];
  readonly sensitivity: Sensitivity;
  /** Observed fields whose changes were never noticed at once. */
  readonly insensitive: readonly string[];
  /** Fields of the spec's state that were never observed at all. */
  readonly unseen: readonly string[];
  /** The most states that the spec could be in at once. */
  readonly mostCandidates: number;
  /** States of the spec that were looked at. */
  readonly specStates: number;
}

export interface ConformResult extends Coverage {
  readonly schema: 1;
  readonly target: string;
  readonly verdict: ConformVerdict;
  readonly because?: Inconclusive;
  /** States of the implementation, and its steps between them. */
  readonly states: number;
  readonly transitions: number;
  /** Pairs of a state of the implementation and a set of states that the spec may then be in. */
  readonly product: number;
  /** States of the implementation on the longest shortest run. */
  readonly depth: number;
  /** States that exceed the system's own bounds, by bound: held against the spec, and not expanded. */
  readonly cut: { readonly [bound: string]: number };
  /** Whether all hidden steps had to be followed, and not only those that were needed at once. */
  readonly eager: boolean;
  readonly seconds: number;
  readonly divergence?: Divergence;
}

export interface ConformProgress {
  readonly states: number;
  readonly transitions: number;
  readonly product: number;
  readonly depth: number;
  readonly queue: number;
  readonly seconds: number;
}

export interface ConformOptions {
  /** At most so many pairs are stored. */
  readonly states?: number;
  readonly seconds?: number;
  /** The most states that the spec may be in at once; 4,096 unless said otherwise. */
  readonly candidates?: number;
  /** How many of the steps that matched are looked at again with a field changed; 200 unless said otherwise. */
  readonly samples?: number;
  /** Follows all hidden steps from the beginning, and not only where they are needed at once. */
  readonly eager?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ConformProgress) => void;
}
