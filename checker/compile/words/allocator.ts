/** Some bits of one word. */
export interface Field {
  readonly word: number;
  readonly shift: number;
  readonly width: number;
}

/** Bits that tell so many values apart. */
export const widthOf = (values: number): number => (values <= 1 ? 0 : 32 - Math.clz32(values - 1));

/** Hands out bits, word after word; no field lies across two words. */
export class Allocator {
  #next: number;
  readonly #end: number;

  constructor(firstBit = 0, end = Number.POSITIVE_INFINITY) {
    this.#next = firstBit;
    this.#end = end;
  }

  /** The bits of a field that was reserved, to be handed out in their turn. */
  static within(whole: Field): Allocator {
    const first = whole.word * 32 + whole.shift;
    return new Allocator(first, first + whole.width);
  }

  get used(): number {
    return this.#next;
  }

  get words(): number {
    return Math.ceil(this.#next / 32);
  }

  field(width: number): Field {
    const start = (this.#next & 31) + width > 32 ? (this.#next | 31) + 1 : this.#next;
    if (start + width > this.#end) throw new RangeError("a field beyond the bits that were reserved");
    this.#next = start + width;
    return { word: start >>> 5, shift: start & 31, width };
  }

  /** Adjacent bits in one word, to be divided later. */
  reserve(width: number): Field {
    return this.field(width);
  }

  /** Adjacent bits, across words where need be. */
  bits(count: number): number {
    const first = this.#next;
    this.#next += count;
    return first;
  }
}
