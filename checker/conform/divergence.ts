// Where an implementation left its spec: data, and no wording.
import type { Json } from "../result.ts";

/** A step of the spec: an action with its arguments. */
export interface NamedStep {
  readonly action: string;
  readonly args: { readonly [name: string]: Json };
}

/** What was observed of a state, by path: `rm[rm1].state`. */
export type Fields = { readonly [path: string]: Json };

/** A step of the implementation that the spec could follow. */
export interface MatchedStep {
  readonly action: string;
  readonly args: Json;
  readonly seen: Fields;
  /** What it may have been to the spec: each of the steps on some path to where the spec may then be. Nothing when it stuttered. */
  readonly as: readonly NamedStep[];
  /** It may have been nothing. */
  readonly stutter: boolean;
  /** How many states the spec may be in after it. */
  readonly candidates: number;
}

/** A part that was observed to be otherwise than it is in the spec. */
export interface Difference {
  readonly path: string;
  /** The whole part, or what it was said to hold among others, not to hold, or how much. */
  readonly asked: "is" | "has" | "lacks" | "size";
  readonly observed: Json;
  /** Absent of a field that the spec's value does not have. */
  readonly spec?: Json;
  /** Of a value that the spec's variable cannot have: what it can. */
  readonly foreign?: string;
}

/** How far one hint led from one candidate, without hidden steps. */
export interface Attempt {
  /** The actions of the hint, in their order, with what was said of their arguments; none of a stutter. */
  readonly way: readonly string[];
  /** Which of them could not be taken; absent when all could. */
  readonly stuck?: number;
  readonly outcome:
    | { readonly kind: "before"; readonly differences: readonly Difference[] }
    /** No arguments that the action can be given there are those that were observed. */
    | { readonly kind: "no-arguments" }
    /** For each choice of arguments, the first condition of the guard that is false. */
    | { readonly kind: "refused"; readonly refusals: readonly Refusal[] }
    | { readonly kind: "after"; readonly args: NamedStep["args"]; readonly differences: readonly Difference[] };
}
export interface Refusal {
  readonly args: NamedStep["args"];
  /** Absent of a guard that is one function. */
  readonly condition?: string;
  /** The condition as it runs. */
  readonly text: string;
}

/** A state that the spec may have been in, and why it does not lead to what was observed. */
export interface Candidate {
  readonly state: { readonly [variable: string]: Json };
  readonly enabled: readonly NamedStep[];
  readonly attempts: readonly Attempt[];
}

/**
 * `initial-mismatch`: no initial state looks as observed. `pre-mismatch`: no candidate looks as observed before the step.
 * `no-action-enabled`: no hinted action can be given such arguments, or nothing is enabled. `guard-false`: each hinted action is
 * refused. `post-mismatch`: a hinted action can be taken, and comes out otherwise. `needs-more-hidden`: one hidden step more would do.
 * `invariant-violated`: the spec follows, and breaks a promise of its own. `threw`: the implementation
 * itself failed when it was asked for its steps. `inconclusive`: more candidates than were allowed.
 */
export type DivergenceClass =
  | "initial-mismatch"
  | "pre-mismatch"
  | "no-action-enabled"
  | "guard-false"
  | "post-mismatch"
  | "needs-more-hidden"
  | "invariant-violated"
  | "threw"
  | "inconclusive";

export interface Divergence {
  readonly schema: 1;
  readonly target: string;
  readonly class: DivergenceClass;
  /** Steps before those of the run, no longer known. */
  readonly omitted: number;
  /** What was observed before the first step of the run. */
  readonly start: Fields;
  /** The longest prefix that the spec could follow. */
  readonly run: readonly MatchedStep[];
  /** What it could not follow; absent when already the beginning does not fit, and of `threw`. */
  readonly step?: { readonly action: string; readonly args: Json; readonly before: Fields; readonly seen: Fields };
  /** How many states the spec may have been in before that; of them the closest, best first. */
  readonly candidates: number;
  readonly closest: readonly Candidate[];
  /** Steps that nobody hinted at and that lead from some candidate to what was observed. */
  readonly fitting: readonly NamedStep[];
  /** Of `needs-more-hidden`: how many hidden steps would do, and the path then. */
  readonly hidden?: { readonly needed: number; readonly path: readonly NamedStep[] };
  /** Hidden steps may be missing that were possible before the steps of this run alone: with `eager` it may fit. */
  readonly narrowed?: true;
  /** Of `invariant-violated`: a state that fits what was observed, and what does not hold in it. */
  readonly broken?: { readonly invariants: readonly string[]; readonly state: Candidate["state"] };
  /** Of `threw`: what was thrown after the run. */
  readonly threw?: { readonly message: string; readonly stack?: string };
  /** Of `inconclusive`: how many candidates were allowed. */
  readonly cap?: number;
}
