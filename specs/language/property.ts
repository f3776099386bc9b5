// What is promised, each promise named by what holds. Plain predicates need no word; these are for the rest.
// Each helper returns a bare function: only then does the compiler wait with it until the spec's state is known.

export type Holds<S> = (state: S) => boolean;

/** An invariant with a premise, so that the checker can say whether the premise ever held. */
export const implies = <S>(premise: Holds<S>, conclusion: Holds<S>): ((state: S) => boolean) =>
  Object.assign((state: S) => !premise(state) || conclusion(state), { premise, conclusion });

/** A property that is promised only when the condition holds, as `when` does for an action: false leaves it out. */
export const when = <A extends unknown[], R>(condition: boolean, holds: (...args: A) => R): ((...args: A) => R) =>
  Object.assign((...args: A) => holds(...args), holds, { when: condition });

/** What a state says of a liveness property: whether it asks for something, and whether it grants it. */
export interface Obligation {
  readonly raised: boolean | "initially";
  readonly met: boolean;
}

/** Every run comes to such a state. */
export const eventually =
  <S>(met: Holds<S>): ((state: S) => Obligation) =>
  (state) => ({ raised: "initially", met: met(state) });

/** After every state in which the one holds, or in it, comes a state in which the other does. */
export const leadsTo =
  <S>(raised: Holds<S>, met: Holds<S>): ((state: S) => Obligation) =>
  (state) => ({ raised: raised(state), met: met(state) });

declare const abstract: unique symbol;
/** A state of another spec; only a refinement makes one. */
export interface Abstract {
  readonly state: unknown;
  readonly [abstract]: true;
}
