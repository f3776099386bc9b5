// What a recipe reads and writes, bit by bit: a recipe depends on the bits it reads, so that it need run once for each of their values.
import type { SlotsPlace } from "../words/layout.ts";
import { BEFORE, CURRENT, MOST_WORDS, type Store } from "../words/words.ts";

/** Bits of one word that a recipe read before it wrote them, and what they were. */
export interface Bits {
  readonly word: number;
  readonly mask: number;
  readonly value: number;
  /** Only whether any bit is set was asked: the value is zero, or the lowest of the bits. */
  readonly isTest?: boolean;
}

/** A member put into slots, or taken out: said as such, since the words it changes depend on all the slots. */
export interface SlotsOperation {
  readonly place: SlotsPlace;
  readonly verb: "put" | "take";
  readonly value: unknown;
}

/** The message that was drawn for a recipe, and so is known to be there. */
export interface Drawn {
  readonly place: SlotsPlace;
  readonly message: unknown;
}

/** Thrown when a recipe does what cannot be remembered; the action is then run as it is, every time. */
export class Untraceable extends Error {
  override name = "Untraceable";
}

const known = new Int32Array(2 * MOST_WORDS);
const written = new Int32Array(MOST_WORDS);
let reads: Bits[] = [];
let writes = new Set<number>();
let operations: SlotsOperation[] = [];
let drawn: Drawn | undefined;

/** Notes a test of bits, unless what is known or written by now decides it. */
const test = (at: number, bits: number, found: number, own: number): boolean => {
  const isZero = found === 0;
  const isDecided = (bits & ~(known[at] | own)) === 0 || (found & (known[at] | own)) !== 0;
  if (isDecided) return isZero;
  const asked = bits & ~(known[at] | own);
  reads.push({ word: at, mask: asked, value: isZero ? 0 : asked & -asked, isTest: true });
  if (isZero) known[at] |= asked;
  return isZero;
};

/** The store of a recipe that is being traced. Effects change the words at hand, as ever. */
export const tracing: Store = {
  read: (word, shift, mask) => {
    const bits = (mask << shift) & ~known[word] & ~written[word];
    if (bits !== 0) {
      reads.push({ word, mask: bits, value: CURRENT[word] & bits });
      known[word] |= bits;
    }
    return (CURRENT[word] >>> shift) & mask;
  },
  areZero: (word, shift, mask) => test(word, mask << shift, CURRENT[word] & (mask << shift), written[word]),
  write: (word, shift, mask, value) => {
    written[word] |= mask << shift;
    writes.add(word);
    CURRENT[word] = (CURRENT[word] & ~(mask << shift)) | (value << shift);
  },
};

/** The store of the state before the step, for properties of steps; its words count on from those of the state at hand. */
export const tracingBefore: Store = {
  read: (word, shift, mask) => {
    const at = word + MOST_WORDS;
    const bits = (mask << shift) & ~known[at];
    if (bits !== 0) {
      reads.push({ word: at, mask: bits, value: BEFORE[word] & bits });
      known[at] |= bits;
    }
    return (BEFORE[word] >>> shift) & mask;
  },
  areZero: (word, shift, mask) => test(word + MOST_WORDS, mask << shift, BEFORE[word] & (mask << shift), 0),
  write: () => {
    throw new TypeError("the state before a step cannot be written");
  },
};

/** What one run of a recipe read, wrote and did to slots. */
export interface Trace<T> {
  readonly result: T;
  readonly reads: readonly Bits[];
  readonly writes: readonly Bits[];
  readonly operations: readonly SlotsOperation[];
}

/** Runs a recipe over faces of the tracing store. */
export const traced = <T>(message: Drawn | undefined, run: () => T): Trace<T> => {
  for (const { word } of reads) known[word] = 0;
  for (const word of writes) written[word] = 0;
  reads = [];
  writes = new Set();
  operations = [];
  drawn = message;
  const result = run();
  const final = [...writes]
    .sort((a, b) => a - b)
    .map((word) => ({ word, mask: written[word], value: CURRENT[word] & written[word] }));
  return { result, reads, writes: final, operations };
};

/** Whether the value is the message that was drawn, not taken yet. */
export const isDrawn = (place: SlotsPlace, value: unknown): boolean =>
  drawn?.place === place &&
  drawn.message === value &&
  !operations.some((operation) => operation.place === place && operation.verb === "take");

export const note = (operation: SlotsOperation): void => {
  operations.push(operation);
};

/** Slots that were changed cannot be read again in the same recipe: what is in them is not known until it is done. */
export const unchanged = (place: SlotsPlace): void => {
  if (operations.some((operation) => operation.place === place))
    throw new Untraceable("slots are read after they were changed");
};
