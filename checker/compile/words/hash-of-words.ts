/** A hash of a state's words, or of as many others in a row. */
export const hashOfWords = (words: Int32Array, from: number, count: number): number => {
  let hash = 0x9e3779b9;
  for (let i = 0; i < count; i++) {
    hash = Math.imul(hash ^ words[from + i], 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};
