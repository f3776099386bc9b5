const SLOT_BITS = 20;
const MOST = 0xffff;

/** How often runs came by a state, by its hash: states that share a slot count as one, which of a million is seldom. */
export class Visits {
  readonly #counts = new Uint16Array(1 << SLOT_BITS);

  of(hash: number): number {
    return this.#counts[hash & (this.#counts.length - 1)];
  }

  /** Adds the states of a run that has ended. */
  add(hashes: readonly number[]): void {
    const last = this.#counts.length - 1;
    for (const hash of hashes) if (this.#counts[hash & last] < MOST) this.#counts[hash & last]++;
  }
}
