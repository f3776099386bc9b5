// What is known of a recipe with given arguments: a tree over the bits that it reads, with what it does at its leaves.
import type { Slots } from "../faces/slots.ts";
import type { Bits } from "./tracer.ts";

/** A member put into slots, or taken out; its rank is undefined when it is wider than a word. */
export interface Operation {
  readonly slots: Slots;
  readonly verb: "put" | "take";
  readonly value: unknown;
  readonly rank: number | undefined;
  /** What a full network does with one more. */
  readonly losesNewest: boolean;
}

/** What a recipe does when the bits are so: nothing, when its guard does not hold. */
export interface Leaf {
  readonly kind: "leaf";
  readonly isEnabled: boolean;
  readonly writes: readonly Bits[];
  readonly operations: readonly Operation[];
}

/** Some bits of one word, and where each value of them leads. */
export class Branch {
  readonly kind = "branch";
  readonly word: number;
  readonly mask: number;
  readonly shift: number;
  /** By value, shifted down, when the values are few. */
  readonly few: (Branch | Leaf | undefined)[] | undefined;
  readonly #many = new Map<number, Branch | Leaf>();

  constructor(word: number, mask: number) {
    this.word = word;
    this.mask = mask;
    this.shift = 31 - Math.clz32(mask & -mask);
    this.few = mask >>> this.shift < 256 ? new Array((mask >>> this.shift) + 1).fill(undefined) : undefined;
  }
  next(value: number): Branch | Leaf | undefined {
    return this.few ? this.few[value >>> this.shift] : this.#many.get(value);
  }
  lead(value: number, to: Branch | Leaf): void {
    if (this.few) this.few[value >>> this.shift] = to;
    else this.#many.set(value, to);
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

  get top(): Branch | Leaf | undefined {
    return this.#top;
  }

  /** What the recipe does in the state of these words, or undefined when it was never run on their like. */
  find(words: Int32Array): Leaf | undefined {
    let node = this.#top;
    while (node !== undefined && node.kind === "branch") node = node.next(words[node.word] & node.mask);
    return node;
  }

  /** Adds what one run found. False when an earlier run with the same bits went on to read others: the recipe is random. */
  graft(reads: readonly Bits[], leaf: Leaf): boolean {
    let lead = (node: Branch | Leaf) => {
      this.#top = node;
    };
    let node = this.#top;
    for (const { word, mask, value } of reads) {
      if (node?.kind === "leaf" || (node && (node.word !== word || node.mask !== mask))) return false;
      if (!node) {
        node = new Branch(word, mask);
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
