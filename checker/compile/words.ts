// The words of the state at hand. All models of a thread share them, so that the views made over them can be shared too.

/** The widest state: 16 KiB. */
export const MOST_WORDS = 4_096;

/** The state that guards and properties read and that effects edit. */
export const CURRENT = new Int32Array(MOST_WORDS);

/** The state before the step, for properties of steps. */
export const BEFORE = new Int32Array(MOST_WORDS);

/** Thrown inside a recipe that breaks a rule; the reference engine is then asked for the same, and words the message. */
export class Refusal extends Error {
  override name = "Refusal";
}
