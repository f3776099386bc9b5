// What is promised, each promise named by what holds. Plain predicates need no word; these are for the rest.
// Each helper returns a bare function: only then does the compiler wait with it until the spec's state is known.
import { PredicateError, truth } from "./truth.ts";

export type Holds<S> = (state: S) => boolean;

/**
 * An invariant with a premise, so that the checker can say whether the premise ever held. It stands in place of the
 * invariant's function: inside a predicate `!a || b` says as much.
 */
export const implies = <S>(premise: Holds<S>, conclusion: Holds<S>): ((state: S) => boolean) => {
  if (typeof premise !== "function" || typeof conclusion !== "function") {
    throw new PredicateError(
      "implies takes two functions of the state, and stands in place of an invariant: implies((s) => ..., (s) => ...). Inside a predicate write !a || b",
    );
  }
  return Object.assign((state: S) => !said("the premise", premise, state) || conclusion(state), { premise, conclusion });
};

const said = <S>(what: string, holds: Holds<S>, state: S): boolean => truth(what, holds(state));

/** A property that is promised only when the condition holds, as `when` does for an action: false leaves it out, also within another. */
export const when = <A extends unknown[], R>(
  condition: boolean,
  holds: ((...args: A) => R) & { readonly when?: boolean },
): ((...args: A) => R) => Object.assign((...args: A) => holds(...args), holds, { when: condition && (holds.when ?? true) });

/** What a state says of a liveness property: whether it asks for something, and whether it grants it. */
export interface Obligation {
  readonly kind: "eventually" | "leadsTo" | "infinitelyOften" | "eventuallyAlways";
  readonly raised: boolean;
  readonly met: boolean;
}

/** Every fair run comes to such a state. */
export const eventually =
  <S>(met: Holds<S>): ((state: S) => Obligation) =>
  (state) => ({ kind: "eventually", raised: true, met: said("what meets it", met, state) });

/** After every state in which the one holds, or in it, comes a state in which the other does. */
export const leadsTo =
  <S>(raised: Holds<S>, met: Holds<S>): ((state: S) => Obligation) =>
  (state) => ({ kind: "leadsTo", raised: said("what raises it", raised, state), met: said("what meets it", met, state) });

/** Every fair run comes to such a state again and again. */
export const infinitelyOften =
  <S>(met: Holds<S>): ((state: S) => Obligation) =>
  (state) => ({ kind: "infinitelyOften", raised: true, met: said("what meets it", met, state) });

/** Every fair run comes to a point from which on all states are such. */
export const eventuallyAlways =
  <S>(met: Holds<S>): ((state: S) => Obligation) =>
  (state) => ({ kind: "eventuallyAlways", raised: true, met: said("what meets it", met, state) });

/**
 * What a fair run does not put off for ever. `weak`: what can be done from some point on without end is done. `strong`: what can
 * be done again and again is done. Only steps that change something count, as in TLA+. Of the action as a whole, or, given
 * names of parameters, for each choice of their values: `{ weak: ["rm"] }`.
 */
export type Fair<N> = "weak" | "strong" | { readonly weak: readonly N[] } | { readonly strong: readonly N[] };

declare const abstract: unique symbol;
/** A state of another spec; only a refinement makes one. */
export interface Abstract {
  readonly state: unknown;
  readonly [abstract]: true;
}
