/** What the kernel tells of as it runs; ordinals count the steps taken from the state being expanded. */
export interface Listener {
  invariantViolated(invariant: number, state: number, ordinal: number): void;
  stepViolated(step: number, parent: number, ordinal: number): void;
  outsideViolated(invariant: number, parent: number, ordinal: number): void;
  outsideRefined(parent: number, ordinal: number): void;
  refined(parent: number, state: number, isNew: boolean, ordinal: number): void;
  deadlocked(state: number): void;
  witnessed(witness: number, state: number): void;
  record(action: number, args: object): void;
  /** In a window: a new state that is at hand was stored here. */
  arrived(state: number): void;
}
