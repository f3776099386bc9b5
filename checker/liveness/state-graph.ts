/**
 * The reachable states and the steps between different ones, in rows: the steps from state `s` are those numbered from
 * `offsets[s]` to `offsets[s + 1]`. A step that changes nothing is none here: a run may stay in any state as long as it likes.
 */
export interface StateGraph {
  readonly states: number;
  readonly initial: readonly number[];
  readonly offsets: Float64Array;
  readonly targets: Int32Array;
  /** What is done, as far as fairness tells it apart. */
  readonly labels: Int32Array;
}

/** Collects a graph state by state, in their order. */
export class GraphBuilder {
  readonly #initial: readonly number[];
  #offsets = new Float64Array(1 << 10);
  #targets = new Int32Array(1 << 12);
  #labels = new Int32Array(1 << 12);
  #states = 0;
  #edges = 0;

  constructor(initial: readonly number[]) {
    this.#initial = initial;
  }

  /** A step from the state that `end` comes for next. */
  step(target: number, label: number): void {
    if (target === this.#states) return;
    if (this.#edges === this.#targets.length) {
      this.#targets = grown(this.#targets, new Int32Array(2 * this.#edges));
      this.#labels = grown(this.#labels, new Int32Array(2 * this.#edges));
    }
    this.#targets[this.#edges] = target;
    this.#labels[this.#edges++] = label;
  }

  /** All steps from the state are known. */
  end(): void {
    if (this.#states + 2 > this.#offsets.length)
      this.#offsets = grown(this.#offsets, new Float64Array(2 * this.#offsets.length));
    this.#offsets[++this.#states] = this.#edges;
  }

  get bytes(): number {
    return this.#offsets.byteLength + this.#targets.byteLength + this.#labels.byteLength;
  }

  graph(): StateGraph {
    return {
      states: this.#states,
      initial: this.#initial,
      offsets: this.#offsets.subarray(0, this.#states + 1),
      targets: this.#targets.subarray(0, this.#edges),
      labels: this.#labels.subarray(0, this.#edges),
    };
  }
}

const grown = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
  to.set(from);
  return to;
};
