// How fast a search expands states by now. Slow moments are left out: while a search warms up, or runs new code, it is many times
// slower, and each thread has to do that for itself.

/** Long enough for slices that are slow by chance. */
const MILLISECONDS = 250;
/** New code can take a second to become fast. */
const MEASURED = 4;

export class Lately {
  #spent = 0;
  /** Milliseconds spent on more than warming up, and what was expanded meanwhile: by now, and when the last rate was taken. */
  #now = { fast: 0, expanded: 0 };
  #last = this.#now;
  #rates: number[] = [];

  /** So many milliseconds more, after which so many were spent warming up in all, and so many states are expanded. */
  note(milliseconds: number, warmUp: number, expanded: number): void {
    this.#spent += milliseconds;
    this.#now = { fast: this.#spent - warmUp, expanded };
    if (this.#now.fast - this.#last.fast < MILLISECONDS) return;
    this.#rates = [...this.#rates.slice(1 - MEASURED), this.#since];
    this.#last = this.#now;
  }

  /** Milliseconds since the beginning. */
  get spent(): number {
    return this.#spent;
  }

  /** The same, without those spent warming up. */
  get fast(): number {
    return this.#now.fast;
  }

  /** States in a millisecond: the most of late. */
  get rate(): number {
    return this.#rates.length > 0 ? Math.max(...this.#rates) : this.#since;
  }

  get #since(): number {
    const fast = this.#now.fast - this.#last.fast;
    return fast > 0 ? (this.#now.expanded - this.#last.expanded) / fast : 0;
  }
}
