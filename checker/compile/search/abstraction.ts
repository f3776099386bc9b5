// Refinement in the compiled search: each state's image in the other spec is found once, each of its steps looked up.
import type { Model, Refinement } from "../../model/model.ts";
import { modelOf } from "../../model/model-of.ts";
import { encode } from "../words/encode.ts";
import { type Layout, layoutOf } from "../words/layout.ts";
import { BEFORE, CURRENT } from "../words/words.ts";
import { DEAF } from "./deaf.ts";
import { Images } from "./images.ts";
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

/** Steps that were looked up last, as many as these bits tell apart. */
const RECENT = 2 ** 14;

export class Abstraction {
  readonly #refinement: Refinement;
  readonly #layout: Layout;
  readonly #kernel: Kernel;
  readonly #initial = new Set<number>();
  readonly images: Images;
  /** By image, where that can step. */
  readonly #steps = new Map<number, Set<number>>();
  readonly #recent = new Int32Array(2 * RECENT).fill(-1);
  readonly #view: unknown;
  readonly #target: Int32Array;
  /** The shared words that the other spec's states use, and what was in them. */
  readonly #used: readonly { readonly words: Int32Array; readonly kept: Int32Array }[];

  constructor(refinement: Refinement, view: unknown, isShared = false) {
    const model = bare(refinement);
    this.#refinement = refinement;
    this.#view = view;
    this.#layout = layoutOf(model.variables);
    this.#kernel = kernelOf(model, this.#layout, DEAF, { isIndexed: true });
    const { words } = this.#layout;
    this.images = new Images(words, isShared);
    this.#target = new Int32Array(words);
    this.#used = [CURRENT, BEFORE].map((all) => ({ words: all.subarray(0, words), kept: new Int32Array(words) }));
    for (const initial of model.initials) this.#initial.add(this.#number(initial));
  }

  get bytes(): number {
    return this.#kernel.bytes() + this.images.bytes;
  }
  /** With what the next growth would bring, where so many states are stored. */
  bytesGrown(states: number): number {
    return this.#kernel.bytesGrown() + this.images.bytesGrown(states);
  }

  #number(state: unknown): number {
    encode(this.#layout.root, state, this.#target, this.#layout.words, "init");
    return this.images.numberOf(this.#target);
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

  /** The image of the state in CURRENT. */
  #image(): number {
    return this.#number(this.#refinement.mapping(this.#view));
  }

  /** Finds the image of the state in CURRENT, which is stored there. */
  arrived(state: number): void {
    this.images.setImage(state, this.#image());
  }

  /** Whether the new initial state in CURRENT is one of the other spec's. */
  startsFrom(state: number): boolean {
    this.arrived(state);
    return this.#initial.has(this.images.imageOf(state));
  }

  /** The same of an initial state that is not stored. */
  startsOutside(): boolean {
    return this.#initial.has(this.#image());
  }

  /** Whether the step between two stored states, whose images are found, is one of the other spec's. */
  allows(parent: number, state: number): boolean {
    return this.#canStep(this.images.imageOf(parent), this.images.imageOf(state));
  }

  /** The same of a step to the state in CURRENT, which is not stored. */
  allowsOutside(parent: number): boolean {
    return this.#canStep(this.images.imageOf(parent), this.#image());
  }

  /** Whether what one state stands for can step to what the other does, or is the same; neither need be stored. */
  isStep(before: unknown, after: unknown): boolean {
    const from = this.#number(this.#refinement.mapping(before));
    return this.#canStep(from, this.#number(this.#refinement.mapping(after)));
  }

  #canStep(before: number, after: number): boolean {
    if (before === after) return true;
    const at = 2 * ((Math.imul(before, 0x9e3779b1) ^ after) & (RECENT - 1));
    if (this.#recent[at] === before && this.#recent[at + 1] === after) return true;
    const can = this.#stepsOf(before).has(after);
    if (can) {
      this.#recent[at] = before;
      this.#recent[at + 1] = after;
    }
    return can;
  }

  #stepsOf(before: number): ReadonlySet<number> {
    const known = this.#steps.get(before);
    if (known) return known;
    const steps = this.#aside(() => {
      CURRENT.set(this.images.wordsOf(before));
      const successors = this.#kernel.successors(this.#kernel.start().index);
      return new Set(
        successors.map((successor) => {
          this.#kernel.load(successor);
          return this.images.numberOf(this.#kernel.words());
        }),
      );
    });
    this.#steps.set(before, steps);
    return steps;
  }
}
