// How often a search looks up: for the clock, for the reference engine, and for code to be made.

export const STATES_BETWEEN_CLOCKS = 256;

/** When the search trusts itself; tests of it have it trust sooner. */
export interface Pace {
  /** Every step is compared with the reference engine until so many are, and then those of one state in so many. */
  readonly comparedSteps: number;
  readonly comparedStates: number;
  /** Recipes become code after so many states, and again each time that there are CODED_AGAIN times as many. */
  readonly codedFirst: number;
}
export const PACE: Pace = { comparedSteps: 10_000, comparedStates: 4_096, codedFirst: 1_000 };

/** To ask a guard in vain is so many times cheaper than to compare a step, and not for nothing either. */
export const CHOICES_PER_STEP = 16;

/** Of recipes that are remembered fewer steps are compared: what each does was compared when it was learnt. */
export const TRACED_PER_STEP = 10;

export const CODED_AGAIN = 4;

/** ... unless hardly more is known: new code is slow until it is optimised, and what it lacks is looked up. */
export const WORTH_CODING = 1.2;
