// The images of a search's states in another spec: each has a number, and several threads may find new ones at a time.
import { growingIntegers, integers, lengthened, sharedIntegers } from "../words/arrays.ts";
import { hashOfWords } from "../words/hash-of-words.ts";

/** What threads share of it. */
export interface ImageMemory {
  /** By state of the search, the number of its image. */
  readonly of: Int32Array;
  /** The words of each image, in order of their numbers. */
  readonly words: Int32Array;
  /** Numbers plus one, by the hash of their words. */
  readonly table: Int32Array;
  /** How many there are; and whether a thread is adding one. */
  readonly state: Int32Array;
}

/** About as many as come of a few expansions. */
const SOME_MORE = 64;

const COUNT = 0;
const LOCK = 1;

/** Thrown where there is no room, by a thread that may not make any. */
export class NoRoom extends Error {
  override name = "NoRoom";
}

export class Images {
  readonly #width: number;
  readonly #isShared: boolean;
  #memory: ImageMemory;
  /** Whether this thread may make room: others that are at work could not follow. */
  mayGrow = true;

  constructor(width: number, isShared: boolean) {
    this.#width = width;
    this.#isShared = isShared;
    this.#memory = {
      of: isShared ? growingIntegers(1 << 8) : integers(1 << 8),
      words: this.#space((1 << 6) * width),
      table: this.#space(1 << 7),
      state: this.#space(2),
    };
  }

  #space(length: number): Int32Array {
    return this.#isShared ? sharedIntegers(length) : integers(length);
  }

  get memory(): ImageMemory {
    return this.#memory;
  }
  /** Takes the memory of another thread for its own. */
  adopt(memory: ImageMemory): void {
    this.#memory = memory;
    this.mayGrow = false;
  }
  get bytes(): number {
    const { of, words, table } = this.#memory;
    return of.byteLength + words.byteLength + table.byteLength;
  }

  imageOf(state: number): number {
    return this.#memory.of[state];
  }
  setImage(state: number, image: number): void {
    if (state >= this.#memory.of.length) this.#lengthen(state + 1);
    this.#memory.of[state] = image;
  }
  /** Makes room for the images of so many states, and for twice as many images as are there. */
  reserve(states: number): void {
    if (states > this.#memory.of.length) this.#lengthen(states);
    if (this.#count * 2 >= this.#room) this.#widen();
  }
  /** With what is made room for when there are somewhat more than so many states. */
  bytesGrown(states: number): number {
    const { of, words, table } = this.#memory;
    const longer = states + SOME_MORE > of.length ? 1.5 * Math.max(of.length, states + SOME_MORE) * 4 : of.byteLength;
    return longer + (words.byteLength + table.byteLength) * (this.#count * 2 + SOME_MORE > this.#room ? 2 : 1);
  }
  #lengthen(states: number): void {
    this.#memory = { ...this.#memory, of: lengthened(this.#memory.of, Math.ceil(states * 1.5)) };
  }
  get #room(): number {
    return this.#memory.words.length / this.#width;
  }
  #widen(): void {
    const { words, table } = this.#memory;
    this.#memory = { ...this.#memory, words: lengthened(words, words.length * 2), table: this.#space(table.length * 2) };
    for (let image = 0; image < this.#count; image++) this.#enter(image, hashOfWords(this.wordsOf(image), 0, this.#width));
  }

  get #count(): number {
    return Atomics.load(this.#memory.state, COUNT);
  }
  wordsOf(image: number): Int32Array {
    return this.#memory.words.subarray(image * this.#width, (image + 1) * this.#width);
  }

  /** The number of these words. */
  numberOf(words: Int32Array): number {
    const hash = hashOfWords(words, 0, this.#width);
    const known = this.#find(words, hash);
    if (known >= 0) return known;
    if (!this.#isShared) return this.#add(words, hash);
    const { state } = this.#memory;
    while (Atomics.compareExchange(state, LOCK, 0, 1) !== 0);
    try {
      // Another thread may have been faster.
      const meanwhile = this.#find(words, hash);
      return meanwhile >= 0 ? meanwhile : this.#add(words, hash);
    } finally {
      Atomics.store(state, LOCK, 0);
    }
  }

  /** An entry is read atomically, so that the words which were written before it are seen. */
  #find(words: Int32Array, hash: number): number {
    const { table, words: all } = this.#memory;
    const last = table.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const image = (this.#isShared ? Atomics.load(table, slot) : table[slot]) - 1;
      if (image < 0) return -1;
      let i = 0;
      for (const from = image * this.#width; i < this.#width && all[from + i] === words[i]; i++);
      if (i === this.#width) return image;
    }
  }

  #add(words: Int32Array, hash: number): number {
    const image = this.#count;
    if (image === this.#room) {
      if (!this.mayGrow) throw new NoRoom("there is no room for another image");
      this.#widen();
    }
    this.#memory.words.set(words, image * this.#width);
    this.#enter(image, hash);
    Atomics.store(this.#memory.state, COUNT, image + 1);
    return image;
  }

  #enter(image: number, hash: number): void {
    const { table } = this.#memory;
    const last = table.length - 1;
    let slot = hash & last;
    while (table[slot] !== 0) slot = (slot + 1) & last;
    Atomics.store(table, slot, image + 1);
  }
}
