// How fast a search expands states by now: at first it learns what the recipes do, and is many times slower.

/** Long enough for slices that are slow by chance. */
const MILLISECONDS = 250;

export class Lately {
  #spent = 0;
  #expanded = 0;
  /** Times, and what was expanded by then. */
  #former = { spent: 0, expanded: 0 };
  #latter = { spent: 0, expanded: 0 };

  /** So many milliseconds more, after which so many states are expanded. */
  note(milliseconds: number, expanded: number): void {
    this.#spent += milliseconds;
    this.#expanded = expanded;
    if (this.#spent - this.#latter.spent < MILLISECONDS) return;
    this.#former = this.#latter;
    this.#latter = { spent: this.#spent, expanded };
  }

  /** Milliseconds since the beginning. */
  get spent(): number {
    return this.#spent;
  }

  /** States in a millisecond. */
  get rate(): number {
    const spent = this.#spent - this.#former.spent;
    return spent > 0 ? (this.#expanded - this.#former.expanded) / spent : 0;
  }
}
