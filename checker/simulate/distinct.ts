const INDEX_BITS = 12;
const REGISTERS = 1 << INDEX_BITS;
/** The correction of Flajolet et al., HyperLogLog (2007), for so many registers. */
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

/** How many different states were shown to it, within some 2 %: a HyperLogLog over their hashes, of 4 KiB. */
export class Distinct {
  readonly #longest = new Uint8Array(REGISTERS);
  readonly #words: number;

  constructor(words: number) {
    this.#words = words;
  }

  add(words: Int32Array): void {
    let h = 0x9e3779b9;
    let g = 0x7f4a7c15;
    for (let i = 0; i < this.#words; i++) {
      h = Math.imul(h ^ words[i], 0x85ebca6b);
      h ^= h >>> 15;
      g = Math.imul(g ^ words[i] ^ h, 0xc2b2ae35);
      g ^= g >>> 13;
    }
    h = Math.imul(h ^ (h >>> 16), 0x27d4eb2f);
    h ^= h >>> 15;
    g = Math.imul(g ^ (g >>> 16), 0x165667b1);
    g ^= g >>> 15;
    const register = h & (REGISTERS - 1);
    const length = Math.clz32(g) + 1;
    if (this.#longest[register] < length) this.#longest[register] = length;
  }

  get estimate(): number {
    let sum = 0;
    let empty = 0;
    for (const length of this.#longest) {
      sum += 2 ** -length;
      if (length === 0) empty++;
    }
    const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
    // Where many registers are empty, their number says it better.
    const estimate = raw <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : raw;
    return Math.round(estimate);
  }
}
