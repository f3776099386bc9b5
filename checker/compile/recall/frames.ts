// What a step leaves as it is, properties of that need not be asked again.
import { MOST_WORDS } from "../words/words.ts";
import type { Remembered } from "./traced-predicate.ts";

type Reads = ReadonlyMap<number, number>;

/** So many properties have a bit; any beyond are always asked. */
export const MOST_FRAMED = 31;

/**
 * Of each property, by its bit, whether a step that writes certain bits of a state can change what it says. It cannot when the
 * property was never seen to read one of them, anywhere: a run of it that reads only what the step left alone goes the same way
 * as on the state before, where it is known to hold. Of what it read after code was made, that code knows nothing: such a
 * property is unsure, and asked after every step.
 */
export class Frames {
  readonly #properties: (() => Remembered<unknown>)[] = [];
  #frozen: (Reads | undefined)[] = [];
  /** The bits of the properties that are asked after every step. */
  readonly unsure = Int32Array.of(-1);

  /** The bit of one more property; 0 when there is none left. */
  add(property: () => Remembered<unknown>): number {
    return this.#properties.length < MOST_FRAMED ? 1 << (this.#properties.push(property) - 1) : 0;
  }

  /** From now on code is made. */
  freeze(): void {
    this.#frozen = this.#properties.map((property) => {
      const { reads } = property();
      return reads && new Map([...reads].filter(([word]) => word < MOST_WORDS));
    });
    this.unsure[0] = 0;
  }

  /** The properties to ask after a step that writes these bits: masks by word. */
  asked(writes: Reads): number {
    return this.#frozen.reduce((asked, reads, i) => {
      const isTouched = reads === undefined || [...writes].some(([word, mask]) => ((reads.get(word) ?? 0) & mask) !== 0);
      return isTouched ? asked | (1 << i) : asked;
    }, 0);
  }

  /** The property of this bit has read something for the first time. */
  learnt(bit: number): void {
    if (bit === 0 || (this.unsure[0] & bit) !== 0) return;
    const at = 31 - Math.clz32(bit);
    const reads = this.#properties[at]?.().reads;
    const frozen = this.#frozen[at];
    const isSure =
      reads && frozen && [...reads].every(([word, mask]) => word >= MOST_WORDS || (mask & ~(frozen.get(word) ?? 0)) === 0);
    if (!isSure) this.unsure[0] |= bit;
  }
}
