import { isDrawn, note, type SlotsOperation, unchanged } from "../recall/tracer.ts";
import type { SlotsPlace } from "../words/layout.ts";
import type { Slots } from "./slots.ts";

/** Slots as a traced recipe sees them: reads are reads of their bits, changes are noted and made later. */
export class TracedSlots implements Slots {
  readonly #place: SlotsPlace;
  readonly #slots: Slots;

  constructor(place: SlotsPlace, slots: Slots) {
    this.#place = place;
    this.#slots = slots;
  }
  #unchanged(): Slots {
    unchanged(this.#place);
    return this.#slots;
  }
  get distinct(): number {
    return this.#unchanged().distinct;
  }
  get total(): number {
    return this.#unchanged().total;
  }
  find(value: unknown): number {
    return this.#unchanged().find(value);
  }
  valueAt(place: number): unknown {
    return this.#unchanged().valueAt(place);
  }
  copiesAt(place: number): number {
    return this.#unchanged().copiesAt(place);
  }
  put(value: unknown): boolean {
    this.#slots.check(value);
    this.#note("put", value);
    return true;
  }
  take(value: unknown): boolean {
    if (!isDrawn(this.#place, value) && this.find(value) < 0) return false;
    this.#note("take", value);
    return true;
  }
  /** As it is now: the value may be, or hold, what the effect goes on changing. */
  #note(verb: SlotsOperation["verb"], value: unknown): void {
    const { codec } = this.#place;
    const ranks: number[] = [];
    codec.split(value, ranks, 0);
    note({ place: this.#place, verb, value: codec.join(ranks, 0) });
  }
  check(value: unknown): void {
    this.#slots.check(value);
  }
  clear(): void {
    for (let n = this.distinct; n > 0; n--) this.take(this.#slots.valueAt(n - 1));
  }
}
