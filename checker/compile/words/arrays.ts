// Integers of which there may be many, and more to come: those that threads share lie where they can become longer.

/** Reserved for each, though not taken: as much as one of them can have. */
const MOST_BYTES = 2 ** 32;

/** Of one thread. */
export const integers = (length: number): Int32Array => new Int32Array(length);

/** Of several. */
export const sharedIntegers = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(length * 4));

/** Of several, to be lengthened. */
export const growingIntegers = (length: number): Int32Array => new Int32Array(growing(length * 4), 0, length);

const growing = (bytes: number): SharedArrayBuffer => {
  try {
    return new SharedArrayBuffer(bytes, { maxByteLength: MOST_BYTES });
  } catch {
    // So much cannot be reserved everywhere; it is copied then to become longer.
    return new SharedArrayBuffer(bytes);
  }
};

/** The same integers and room for more: in place where that can be, or else copied. */
export const lengthened = (some: Int32Array, length: number): Int32Array => {
  const { buffer } = some;
  const isShared = buffer instanceof SharedArrayBuffer;
  if (isShared && buffer.growable && length * 4 <= buffer.maxByteLength) {
    if (length * 4 > buffer.byteLength) buffer.grow(length * 4);
    return new Int32Array(buffer, 0, length);
  }
  const longer = isShared ? sharedIntegers(length) : integers(length);
  longer.set(some);
  return longer;
};
