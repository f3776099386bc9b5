const LOW_WORD = 2 ** 32;

/**
 * A 64-bit hash of a set of keys, as 16 hex digits: the sum of the keys' own, so that neither their order matters nor who
 * found them.
 */
export const hashOf = (keys: Iterable<string>): string => {
  let high = 0;
  let low = 0;
  for (const key of keys) {
    const [keyHigh, keyLow] = hash(key);
    low += keyLow;
    high = (high + keyHigh + (low >= LOW_WORD ? 1 : 0)) >>> 0;
    low %= LOW_WORD;
  }
  return hex(high) + hex(low);
};

const hex = (word: number): string => word.toString(16).padStart(8, "0");

/** Two multiplicative hashes side by side, mixed into each other at the end (after cyrb53 by bryc). */
const hash = (key: string): readonly [high: number, low: number] => {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return [two >>> 0, one >>> 0];
};
