export interface ShrinkOptions {
  /** At most so many tapes are tried; 2,000 when left out. */
  readonly attempts?: number;
}

/**
 * A simpler tape that still fails: shorter, with more zeros and lower entries. The same for the same arguments, as long as
 * `stillFails` is; the tape itself, when nothing simpler fails. Zeros at the end are left out, since a tape goes on with zeros.
 */
export const shrink = (
  tape: readonly number[],
  stillFails: (tape: readonly number[]) => boolean,
  { attempts = 2_000 }: ShrinkOptions = {},
): readonly number[] => {
  const search = new Search(withoutLastZeros(tape), stillFails, attempts);
  let before: readonly number[];
  do {
    before = search.best;
    search.truncate();
    search.byChunks((chunk) => chunk.fill(0));
    search.byChunks(() => []);
    search.lower();
    search.closeUp();
  } while (search.best !== before && search.left > 0);
  return search.best;
};

class Search {
  best: readonly number[];
  left: number;
  private readonly stillFails: (tape: readonly number[]) => boolean;

  constructor(tape: readonly number[], stillFails: (tape: readonly number[]) => boolean, attempts: number) {
    this.best = tape;
    this.stillFails = stillFails;
    this.left = attempts;
  }

  /** The shortest start that fails, if failing starts are those from some length on, which is often nearly so. */
  truncate(): void {
    let passes = 0;
    for (let fails = this.best.length; fails - passes > 1 && this.left > 0; ) {
      const middle = (passes + fails) >> 1;
      if (this.tryOut(this.best.slice(0, middle))) fails = Math.min(middle, this.best.length);
      else passes = middle;
    }
  }

  /** Changes stretch after stretch, from the end, where less depends on it; from long stretches to single entries. */
  byChunks(change: (chunk: number[]) => number[]): void {
    for (let size = this.best.length; size >= 1 && this.left > 0; size = size >> 1) {
      for (let end = this.best.length; end > 0 && this.left > 0; end -= size) {
        const from = Math.max(0, end - size);
        const chunk = this.best.slice(from, end);
        this.tryOut([...this.best.slice(0, from), ...change(chunk), ...this.best.slice(end)]);
      }
    }
  }

  /** Halves each entry, and takes one from it. */
  lower(): void {
    for (let i = this.best.length - 1; i >= 0; i--) {
      while (this.best[i] > 1 && this.left > 0) {
        if (!this.tryOut(this.best.with(i, this.best[i] >> 1)) && !this.tryOut(this.best.with(i, this.best[i] - 1))) break;
      }
    }
  }

  /**
   * Takes from each stretch of zeros as many as it can, whatever their number: a decision may have to move to an earlier one of its
   * kind, and those between them are of other kinds.
   */
  closeUp(): void {
    for (let end = this.best.length; end > 0 && this.left > 0; end--) {
      if (this.best[end - 1] !== 0) continue;
      const start = this.best.findLastIndex((entry, i) => i < end && entry !== 0) + 1;
      for (let from = start; from < end && this.left > 0; from++) {
        if (this.tryOut([...this.best.slice(0, from), ...this.best.slice(end)])) break;
      }
      end = start + 1;
    }
  }

  private tryOut(candidate: readonly number[]): boolean {
    const tape = withoutLastZeros(candidate);
    if (this.left <= 0 || isSame(tape, this.best)) return false;
    this.left--;
    if (!this.stillFails(tape)) return false;
    this.best = tape;
    return true;
  }
}

const withoutLastZeros = (tape: readonly number[]): readonly number[] =>
  tape.slice(0, tape.findLastIndex((entry) => entry !== 0) + 1);

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((entry, i) => entry === b[i]);
