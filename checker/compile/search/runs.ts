import type { PlainState } from "../../reference/plain.ts";
import type { Symmetry } from "../symmetry/symmetry.ts";
import { decode } from "../words/decode.ts";
import type { Layout } from "../words/layout.ts";
import type { Kernel } from "./kernel.ts";

/** What the kernel has stored, as plain states, and the ways to them. */
export class Runs {
  readonly #kernel: Kernel;
  readonly #layout: Layout;
  readonly #symmetry: Symmetry | undefined;

  constructor(kernel: Kernel, layout: Layout, symmetry: Symmetry | undefined) {
    this.#symmetry = symmetry;
    this.#kernel = kernel;
    this.#layout = layout;
  }

  at(state: number): PlainState {
    this.#kernel.load(state);
    return this.decoded(this.#kernel.words());
  }

  decoded(words: Int32Array): PlainState {
    return decode(this.#layout.root, words);
  }

  /** The states on a shortest run to this one, then the last, if there is one more: by a step that violates the property, if one is given. */
  to(end: number, last?: Int32Array, violated?: string): PlainState[] {
    const run = last ? [last] : [];
    for (let state = end; state >= 0; state = this.#kernel.parentOf(state)) {
      this.#kernel.load(state);
      run.unshift(this.#kernel.words());
    }
    return this.#symmetry ? this.#symmetry.run(run, violated) : run.map((words) => this.decoded(words));
  }

  /** How many states are on a shortest run to this one. */
  depthOf(state: number): number {
    let depth = 0;
    for (let at = state; at >= 0; at = this.#kernel.parentOf(at)) depth++;
    return depth;
  }

  *all(): Iterable<PlainState> {
    for (let state = 0; state < this.#kernel.count; state++) yield this.at(state);
  }
}
