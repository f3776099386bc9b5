// The words of the state at hand. All models of a thread share them, so that the views made over them can be shared too.

/** The widest state: 16 KiB. */
export const MOST_WORDS = 4_096;

/** The words of both states, one behind the other, for whoever does not care which it reads. */
export const WORDS = new Int32Array(2 * MOST_WORDS);

/** The state that guards and properties read and that effects edit. */
export const CURRENT = WORDS.subarray(0, MOST_WORDS);

/** The state before the step, for properties of steps. */
export const BEFORE = WORDS.subarray(MOST_WORDS);

/** How faces reach the words: some bits of one word at a time, so that whoever traces a recipe sees which. */
export interface Store {
  read(word: number, shift: number, mask: number): number;
  /** Whether they are all zero: less is read than by asking what they are. */
  areZero(word: number, shift: number, mask: number): boolean;
  write(word: number, shift: number, mask: number, value: number): void;
}

const storeOver = (W: Int32Array): Store => ({
  read: (word, shift, mask) => (W[word] >>> shift) & mask,
  areZero: (word, shift, mask) => (W[word] & (mask << shift)) === 0,
  write: (word, shift, mask, value) => {
    W[word] = (W[word] & ~(mask << shift)) | (value << shift);
  },
});

export const current: Store = storeOver(CURRENT);
export const before: Store = storeOver(BEFORE);

/** Thrown inside a recipe that breaks a rule; the reference engine is then asked for the same, and words the message. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** An effect has returned something. What it promised may still fail, and nobody waits for it. */
export const refuseReturned = (returned: unknown): never => {
  const { then } = Object(returned) as { then?: unknown };
  if (typeof then === "function") (returned as Promise<unknown>).then(undefined, () => {});
  throw new Refusal("the effect returned a value; an effect edits the draft and returns nothing");
};
