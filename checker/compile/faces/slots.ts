// Sorted slots: how sets, bags and sent messages with many possible members lie in a state.

import { isNarrow } from "../words/codec.ts";
import { readFrom, writeTo } from "../words/fields.ts";
import type { SlotsPlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { fresh, identity } from "./fresh.ts";
import { type RankOf, rankOf } from "./rank-source.ts";

/** Members in declared order; a bag's with their copies. Places count from 0. */
export interface Slots {
  readonly distinct: number;
  /** Copies included. */
  readonly total: number;
  /** The place of a member, or -1. */
  find(value: unknown): number;
  valueAt(place: number): unknown;
  copiesAt(place: number): number;
  /** Adds a copy; false when the slots are full. */
  put(value: unknown): boolean;
  /** Takes a copy away; false when there is none. */
  take(value: unknown): boolean;
  // Only of members that have a rank.
  /** The rank of the member at a place, or -1 beyond the last. */
  rankAt?(place: number): number;
  putRank?(rank: number): boolean;
  takeRank?(rank: number): boolean;
  /** Throws unless the value is in the members' domain. */
  check(value: unknown): void;
  clear(): void;
}

interface NarrowParts {
  readonly words: Int32Array;
  readonly shifts: Int32Array;
  readonly rankBits: number;
  readonly bits: number;
  readonly atMost: number;
  readonly sizes: readonly number[];
  // biome-ignore lint/suspicious/noExplicitAny: codecs are opaque here.
  readonly codecs: readonly any[];
  readonly unrank: (rank: number) => unknown;
}

/** Slots of one field each, the rank plus one in its low bits and the further copies above. */
const narrowOver = (store: Store, rank: RankOf, Refused: typeof Refusal, counted: boolean) =>
  class NarrowSlots {
    #words: Int32Array;
    #shifts: Int32Array;
    #mask: number;
    #rankBits: number;
    #rankMask: number;
    #copiesMask: number;
    #atMost: number;
    #parts: NarrowParts;
    #known = new Map<number, unknown>();
    constructor(parts: NarrowParts) {
      this.#words = parts.words;
      this.#shifts = parts.shifts;
      this.#mask = parts.bits === 32 ? -1 : (1 << parts.bits) - 1;
      this.#rankBits = parts.rankBits;
      this.#rankMask = (1 << parts.rankBits) - 1;
      this.#copiesMask = parts.bits > parts.rankBits ? this.#mask >>> parts.rankBits : 0;
      this.#atMost = parts.atMost;
      this.#parts = parts;
    }
    #get(i: number): number {
      return store.read(this.#words[i], this.#shifts[i], this.#mask);
    }
    #set(i: number, entry: number): void {
      store.write(this.#words[i], this.#shifts[i], this.#mask, entry);
    }
    #isFree(i: number): boolean {
      return store.areZero(this.#words[i], this.#shifts[i], this.#mask);
    }
    get distinct(): number {
      let i = 0;
      while (i < this.#atMost && !this.#isFree(i)) i++;
      return i;
    }
    get total(): number {
      if (!counted) return this.distinct;
      let total = 0;
      for (let i = 0; i < this.#atMost && !this.#isFree(i); i++) total += this.copiesAt(i);
      return total;
    }
    rankAt(i: number): number {
      return i < this.#atMost ? (this.#get(i) & this.#rankMask) - 1 : -1;
    }
    #rank(value: unknown): number {
      return rank(value, this.#parts.sizes, this.#parts.codecs);
    }
    find(value: unknown): number {
      const wanted = this.#rank(value);
      return wanted < 0 ? -1 : this.#findRank(wanted);
    }
    #findRank(wanted: number): number {
      for (let i = 0; i < this.#atMost; i++) {
        const held = (this.#get(i) & this.#rankMask) - 1;
        if (held === wanted) return i;
        if (held < 0 || held > wanted) return -1;
      }
      return -1;
    }
    valueAt(i: number): unknown {
      const at = (this.#get(i) & this.#rankMask) - 1;
      let value = this.#known.get(at);
      if (value === undefined) {
        value = this.#parts.unrank(at);
        this.#known.set(at, value);
      }
      return value;
    }
    copiesAt(i: number): number {
      if (!counted || this.#copiesMask === 0) return 1;
      return 1 + store.read(this.#words[i], this.#shifts[i] + this.#rankBits, this.#copiesMask);
    }
    check(value: unknown): number {
      const wanted = this.#rank(value);
      if (wanted < 0) throw new Refused("a member outside its domain");
      return wanted;
    }
    put(value: unknown): boolean {
      return this.putRank(this.check(value));
    }
    putRank(wanted: number): boolean {
      let i = 0;
      let held = -1;
      for (; i < this.#atMost; i++) {
        held = (this.#get(i) & this.#rankMask) - 1;
        if (held < 0 || held >= wanted) break;
      }
      if (held === wanted && i < this.#atMost) {
        if (!counted) return true;
        if (this.total >= this.#atMost) return false;
        this.#set(i, this.#get(i) + (1 << this.#rankBits));
        return true;
      }
      if (this.total >= this.#atMost) return false;
      let carried = wanted + 1;
      for (; carried !== 0; i++) {
        const moved = this.#get(i);
        this.#set(i, carried);
        carried = moved;
      }
      return true;
    }
    take(value: unknown): boolean {
      const wanted = this.#rank(value);
      return wanted >= 0 && this.takeRank(wanted);
    }
    takeRank(wanted: number): boolean {
      let i = this.#findRank(wanted);
      if (i < 0) return false;
      const entry = this.#get(i);
      if (counted && entry >>> this.#rankBits > 0) {
        this.#set(i, entry - (1 << this.#rankBits));
        return true;
      }
      for (; i + 1 < this.#atMost && this.#get(i) !== 0; i++) this.#set(i, this.#get(i + 1));
      if (i + 1 === this.#atMost) this.#set(i, 0);
      return true;
    }
    clear(): void {
      for (let i = 0; i < this.#atMost; i++) this.#set(i, 0);
    }
  };

/** Slots of several fields each, for members wider than a word: rows of ranks, compared one after the other. */
class WideSlots implements Slots {
  readonly #place: SlotsPlace;
  readonly #store: Store;
  constructor(place: SlotsPlace, store: Store) {
    this.#place = place;
    this.#store = store;
  }
  #row(i: number): number[] {
    return this.#place.slots[i].map((field) => readFrom(this.#store, field));
  }
  #put(i: number, row: readonly number[]): void {
    this.#place.slots[i].forEach((field, part) => {
      writeTo(this.#store, field, row[part]);
    });
  }
  get #rows(): number[][] {
    const rows: number[][] = [];
    for (let i = 0; i < this.#place.atMost; i++) {
      const row = this.#row(i);
      if (row[0] === 0) break;
      rows.push(row);
    }
    return rows;
  }
  #replace(rows: readonly number[][]): void {
    for (let i = 0; i < this.#place.atMost; i++) this.#put(i, rows[i] ?? new Array(this.#place.slots[i].length).fill(0));
  }
  get distinct(): number {
    return this.#rows.length;
  }
  get total(): number {
    return this.#rows.reduce((sum, row) => sum + this.#copies(row), 0);
  }
  #copies(row: readonly number[]): number {
    return this.#place.counted ? 1 + row[row.length - 1] : 1;
  }
  #wanted(value: unknown): number[] | undefined {
    const row: number[] = [];
    if (!this.#place.codec.split(value, row, 0)) return undefined;
    row[0] += 1;
    return this.#place.counted ? [...row, 0] : row;
  }
  #compare(one: readonly number[], other: readonly number[]): number {
    for (let i = 0; i < this.#place.codec.sizes.length; i++) if (one[i] !== other[i]) return one[i] - other[i];
    return 0;
  }
  find(value: unknown): number {
    const wanted = this.#wanted(value);
    return wanted ? this.#rows.findIndex((row) => this.#compare(row, wanted) === 0) : -1;
  }
  valueAt(i: number): unknown {
    const row = this.#row(i);
    row[0] -= 1;
    return this.#place.codec.join(row, 0);
  }
  copiesAt(i: number): number {
    return this.#copies(this.#row(i));
  }
  check(value: unknown): number[] {
    const wanted = this.#wanted(value);
    if (!wanted) throw new Refusal("a member outside its domain");
    return wanted;
  }
  put(value: unknown): boolean {
    const wanted = this.check(value);
    const at = this.find(value);
    const rows = this.#rows;
    if (at >= 0 && !this.#place.counted) return true;
    if (this.total >= this.#place.atMost) return false;
    if (at >= 0) rows[at][wanted.length - 1] += 1;
    else rows.push(wanted);
    this.#replace(rows.sort((one, other) => this.#compare(one, other)));
    return true;
  }
  take(value: unknown): boolean {
    const at = this.find(value);
    if (at < 0) return false;
    const rows = this.#rows;
    if (this.#copies(rows[at]) > 1) rows[at][rows[at].length - 1] -= 1;
    else rows.splice(at, 1);
    this.#replace(rows);
    return true;
  }
  clear(): void {
    this.#replace([]);
  }
}

const bitsOf = ({ slots }: SlotsPlace): number => slots[0]?.reduce((sum, { width }) => sum + width, 0) ?? 0;

/** Whether a member and its copies fit a word, so that members are told apart by one number. */
export const areNarrow = (place: SlotsPlace): boolean => isNarrow(place.codec) && bitsOf(place) <= 32;

/** The slots at a place, over a store. */
export const slotsAt = (place: SlotsPlace, store: Store): { readonly slots: Slots; readonly shape: string } => {
  const { schema, codec, slots, atMost, counted } = place;
  const bits = bitsOf(place);
  if (!areNarrow(place)) return { slots: new WideSlots(place, store), shape: "wide" };
  const rank = rankOf(schema.kind === "set" ? schema.of : { kind: "variants", shapes: schema.shapes });
  const shape = `slots ${identity(store)} ${counted} ${rank.text}`;
  const NarrowSlots = fresh(shape, narrowOver, store, rank.of, Refusal, counted);
  const parts: NarrowParts = {
    words: Int32Array.from(slots, (fields) => fields[0].word),
    shifts: Int32Array.from(slots, (fields) => fields[0].shift),
    rankBits: slots[0]?.[0].width ?? 0,
    bits,
    atMost,
    sizes: rank.source.sizes,
    codecs: rank.source.codecs,
    unrank: codec.unrank,
  };
  return { slots: new NarrowSlots(parts), shape };
};
