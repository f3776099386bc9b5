// What is known of a recipe with given arguments: a tree over the bits that it reads, with what it does at its leaves.
import type { Slots } from "../faces/slots.ts";
import { popCount } from "./pop-count.ts";
import type { Bits } from "./tracer.ts";

/** A member put into slots, or taken out; its rank is undefined when it is wider than a word. */
export interface Operation {
  readonly slots: Slots;
  readonly verb: "put" | "take";
  readonly value: unknown;
  readonly rank: number | undefined;
  /** What a full network does with one more. */
  readonly losesNewest: boolean;
  /** All bits of the slots. */
  readonly writes: readonly Pick<Bits, "word" | "mask">[];
}

/** What a recipe does when the bits are so: nothing, when its guard does not hold. */
export interface Leaf {
  readonly kind: "leaf";
  readonly isEnabled: boolean;
  readonly writes: readonly Bits[];
  readonly operations: readonly Operation[];
}

/** Some bits of one word, and where each value of them leads; or, for a test, whether any of them is set. */
export class Branch {
  readonly kind = "branch";
  readonly word: number;
  readonly mask: number;
  readonly shift: number;
  readonly isTest: boolean;
  /** By value, shifted down, when the values are few. */
  readonly few: (Branch | Leaf | undefined)[] | undefined;
  readonly #many = new Map<number, Branch | Leaf>();

  constructor({ word, mask, isTest = false }: Omit<Bits, "value">) {
    this.word = word;
    this.mask = mask;
    this.isTest = isTest;
    this.shift = 31 - Math.clz32(mask & -mask);
    const most = isTest ? 1 : mask >>> this.shift;
    this.few = most < 256 ? new Array(most + 1).fill(undefined) : undefined;
  }
  /** What its bits of a state count as. */
  valueIn(words: Int32Array): number {
    const bits = words[this.word] & this.mask;
    return this.isTest && bits !== 0 ? 1 << this.shift : bits;
  }
  next(value: number): Branch | Leaf | undefined {
    return this.few ? this.few[value >>> this.shift] : this.#many.get(value);
  }
  lead(value: number, to: Branch | Leaf): void {
    if (this.few) this.few[value >>> this.shift] = to;
    else this.#many.set(value, to);
  }
  asks({ word, mask, isTest = false }: Omit<Bits, "value">): boolean {
    return this.word === word && this.mask === mask && this.isTest === isTest;
  }
  /** How many values there can be. */
  get values(): number {
    return this.isTest ? 2 : 2 ** popCount(this.mask);
  }
  /** The values that lead somewhere, with where. */
  *known(): Iterable<readonly [value: number, to: Branch | Leaf]> {
    if (!this.few) yield* this.#many;
    else for (let i = 0; i < this.few.length; i++) if (this.few[i]) yield [i << this.shift, this.few[i]!];
  }
}

export class DecisionTree {
  #top: Branch | Leaf | undefined;
  size = 0;
  /** All bits that are read on some way to a leaf: masks by word. */
  readonly reads = new Map<number, number>();

  get top(): Branch | Leaf | undefined {
    return this.#top;
  }

  /** What the recipe does in the state of these words, or undefined when it was never run on their like. */
  find(words: Int32Array): Leaf | undefined {
    let node = this.#top;
    while (node !== undefined && node.kind === "branch") node = node.next(node.valueIn(words));
    return node;
  }

  /** The same, unless other bits than these are read on the way. */
  findWithin(words: Int32Array, reads: ReadonlyMap<number, number>): Leaf | "beyond" | undefined {
    let node = this.#top;
    while (node !== undefined && node.kind === "branch") {
      if ((node.mask & ~(reads.get(node.word) ?? 0)) !== 0) return "beyond";
      node = node.next(node.valueIn(words));
    }
    return node;
  }

  /** Every leaf that is known. */
  *leaves(from = this.#top): Iterable<Leaf> {
    if (from?.kind === "leaf") yield from;
    else if (from) for (const [, to] of from.known()) yield* this.leaves(to);
  }

  /** Adds what one run found. False when an earlier run with the same bits went on to read others: the recipe is random. */
  graft(reads: readonly Bits[], leaf: Leaf): boolean {
    let lead = (node: Branch | Leaf) => {
      this.#top = node;
    };
    let node = this.#top;
    for (const read of reads) {
      const { word, mask, value } = read;
      if (node?.kind === "leaf" || (node && !node.asks(read))) return false;
      if (!node) {
        node = new Branch(read);
        this.reads.set(word, (this.reads.get(word) ?? 0) | mask);
        lead(node);
        this.size++;
      }
      const branch: Branch = node;
      lead = (next) => branch.lead(value, next);
      node = branch.next(value);
    }
    if (node !== undefined) return false;
    lead(leaf);
    this.size++;
    return true;
  }
}
