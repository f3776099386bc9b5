// Refinement in the compiled search: each state's image in the other spec is found once, each of its steps looked up.
import type { Model, Refinement } from "../../model/model.ts";
import { modelOf } from "../../model/model-of.ts";
import { encode } from "../words/encode.ts";
import { type Layout, layoutOf } from "../words/layout.ts";
import { BEFORE, CURRENT } from "../words/words.ts";
import { DEAF } from "./deaf.ts";
import { type Kernel, kernelOf } from "./kernel.ts";

/** The other spec without bounds or properties: only what it starts from and how it steps. */
const bare = (refinement: Refinement): Model => ({
  ...modelOf(refinement.of, []),
  invariants: [],
  steps: [],
  witnesses: [],
  refinements: [],
  within: [],
  allow: [],
  deadlock: false,
  terminal: undefined,
});

export class Abstraction {
  readonly #refinement: Refinement;
  readonly #layout: Layout;
  readonly #kernel: Kernel;
  readonly #initial = new Set<number>();
  /** By state of this spec, its image; by image, where that can step. */
  readonly #images: number[] = [];
  readonly #steps = new Map<number, Set<number>>();
  readonly #view: unknown;
  /** The shared words that the other spec's states use, and what was in them. */
  readonly #used: readonly { readonly words: Int32Array; readonly kept: Int32Array }[];

  constructor(refinement: Refinement, view: unknown) {
    const model = bare(refinement);
    this.#refinement = refinement;
    this.#view = view;
    this.#layout = layoutOf(model.variables);
    this.#kernel = kernelOf(model, this.#layout, DEAF, { isIndexed: true });
    const { words } = this.#layout;
    this.#used = [CURRENT, BEFORE].map((all) => ({ words: all.subarray(0, words), kept: new Int32Array(words) }));
    for (const initial of model.initials) this.#initial.add(this.#intern(initial));
  }

  get bytes(): number {
    return this.#kernel.bytes() + this.#images.length * 8;
  }

  #intern(initial: unknown): number {
    encode(this.#layout.root, initial, CURRENT, this.#layout.words, "init");
    return this.#kernel.start().index;
  }

  /** Runs what uses the shared words, and puts them back. */
  #aside<T>(run: () => T): T {
    for (const { words, kept } of this.#used) kept.set(words);
    try {
      return run();
    } finally {
      for (const { words, kept } of this.#used) words.set(kept);
    }
  }

  /** The image of the state in CURRENT. The mapping is read to its end before the words are used for its image. */
  #image(): number {
    const target = new Int32Array(this.#layout.words);
    encode(this.#layout.root, this.#refinement.mapping(this.#view), target, this.#layout.words, "init");
    return this.#aside(() => {
      CURRENT.set(target);
      return this.#kernel.start().index;
    });
  }

  /** Whether the new initial state in CURRENT is one of the other spec's. */
  startsFrom(state: number): boolean {
    this.#images[state] = this.#image();
    return this.#initial.has(this.#images[state]);
  }

  /** The same of an initial state that is not stored. */
  startsOutside(): boolean {
    return this.#initial.has(this.#image());
  }

  /** Whether the step between two stored states is one of the other spec's; the words of a new one are in CURRENT. */
  allows(parent: number, state: number, isNew: boolean): boolean {
    if (isNew) this.#images[state] = this.#image();
    return this.#canStep(this.#images[parent], this.#images[state]);
  }

  /** The same of a step to the state in CURRENT, which is not stored. */
  allowsOutside(parent: number): boolean {
    return this.#canStep(this.#images[parent], this.#image());
  }

  #canStep(before: number, after: number): boolean {
    if (before === after) return true;
    let steps = this.#steps.get(before);
    if (!steps) {
      steps = new Set(this.#aside(() => this.#kernel.successors(before)));
      this.#steps.set(before, steps);
    }
    return steps.has(after);
  }
}
