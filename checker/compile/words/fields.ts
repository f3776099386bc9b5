import type { Field } from "./allocator.ts";
import type { Store } from "./words.ts";

/** The number in some bits of a state's words. */
export const readField = (W: ArrayLike<number>, { word, shift, width }: Field): number =>
  width === 0 ? 0 : (W[word] >>> shift) & (2 ** width - 1);

export const writeField = (W: Int32Array, { word, shift, width }: Field, value: number): void => {
  if (width > 0) W[word] = (W[word] & ~((2 ** width - 1) << shift)) | (value << shift);
};

/** The same through a store. */
export const readFrom = (store: Store, { word, shift, width }: Field): number =>
  width === 0 ? 0 : store.read(word, shift, 2 ** width - 1);

export const writeTo = (store: Store, { word, shift, width }: Field, value: number): void => {
  if (width > 0) store.write(word, shift, 2 ** width - 1, value);
};
