// The parts of a state that hold values: what they say of which ids, and what they become when ids are exchanged.
import type { Field } from "../words/allocator.ts";
import { readField, writeField } from "../words/fields.ts";
import type { Facts } from "./facts.ts";
import type { IdValue, IdValues } from "./values.ts";

/** Where values stand; `keys` are the ids that lead there, by number. */
export interface Leaf {
  readonly values: IdValues;
  /** Adds what it says. */
  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void;
  /** Writes what it holds, with ids exchanged, into another leaf of the same kind, whose bits are zeros. */
  move(W: Int32Array, to: Leaf, into: Int32Array, images: Int32Array): void;
}

/** All bits of a leaf, by number; leaves of one place have theirs in the same order. */
export const bitsOf = (leaf: Leaf): number[] => {
  if (leaf instanceof BitsLeaf) return leaf.all().map((_, rank) => leaf.firstBit + rank);
  if (leaf instanceof ValueLeaf) return leaf.fields.flatMap(bitsOfField);
  if (leaf instanceof ListLeaf) return [leaf.length, ...leaf.items.flat()].flatMap(bitsOfField);
  return (leaf as SlotsLeaf).slots.flat().flatMap(bitsOfField);
};

export const bitsOfField = ({ word, shift, width }: Field): number[] =>
  Array.from({ length: width }, (_, i) => word * 32 + shift + i);

const ranksAt = (W: Int32Array, fields: readonly Field[]): number[] => fields.map((field) => readField(W, field));
const write = (into: Int32Array, fields: readonly Field[], { ranks }: IdValue): void => {
  for (let i = 0; i < fields.length; i++) writeField(into, fields[i], ranks[i]);
};

/** One value. */
export class ValueLeaf implements Leaf {
  readonly fields: readonly Field[];
  readonly values: IdValues;

  constructor(fields: readonly Field[], values: IdValues) {
    this.fields = fields;
    this.values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    facts.add(place, keys, this.values.of(ranksAt(W, this.fields)), 0);
  }
  move(W: Int32Array, to: ValueLeaf, into: Int32Array, images: Int32Array): void {
    write(into, to.fields, this.values.image(this.values.of(ranksAt(W, this.fields)), images));
  }
}

/** A list or a queue: so many values in an order, and zeros behind. */
export class ListLeaf implements Leaf {
  readonly length: Field;
  readonly items: readonly (readonly Field[])[];
  readonly values: IdValues;

  constructor(length: Field, items: readonly (readonly Field[])[], values: IdValues) {
    this.length = length;
    this.items = items;
    this.values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    const length = readField(W, this.length);
    for (let i = 0; i < length; i++) facts.add(place, keys, this.values.of(ranksAt(W, this.items[i])), i);
    facts.say(place, keys, length);
  }
  move(W: Int32Array, to: ListLeaf, into: Int32Array, images: Int32Array): void {
    const length = readField(W, this.length);
    writeField(into, to.length, length);
    for (let i = 0; i < length; i++)
      write(into, to.items[i], this.values.image(this.values.of(ranksAt(W, this.items[i])), images));
  }
}

/** A set with a bit for each possible member. */
export class BitsLeaf implements Leaf {
  readonly firstBit: number;
  readonly #size: number;
  readonly values: IdValues;
  readonly #rank = [0];

  constructor(firstBit: number, size: number, values: IdValues) {
    this.firstBit = firstBit;
    this.#size = size;
    this.values = values;
  }

  /** Every possible member, by rank. */
  all(): readonly IdValue[] {
    return this.values.all(this.#size);
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    this.#each(W, (value) => facts.add(place, keys, value, 0));
  }
  move(W: Int32Array, to: BitsLeaf, into: Int32Array, images: Int32Array): void {
    this.#each(W, (value) => {
      const bit = to.firstBit + this.values.image(value, images).ranks[0];
      into[bit >>> 5] |= 1 << (bit & 31);
    });
  }

  #each(W: Int32Array, visit: (value: IdValue) => void): void {
    for (let rank = 0; rank < this.#size; ) {
      const bit = this.firstBit + rank;
      const rest = W[bit >>> 5] >>> (bit & 31);
      if (rest === 0) {
        rank += 32 - (bit & 31);
        continue;
      }
      rank += 31 - Math.clz32(rest & -rest);
      if (rank >= this.#size) return;
      this.#rank[0] = rank++;
      visit(this.values.of(this.#rank));
    }
  }
}

/** A set or a bag as an ascending list of its members. */
export class SlotsLeaf implements Leaf {
  readonly slots: readonly (readonly Field[])[];
  readonly #counted: boolean;
  readonly values: IdValues;
  readonly #ranks: number[];
  readonly #copies: number[];

  constructor(slots: readonly (readonly Field[])[], counted: boolean, values: IdValues) {
    this.slots = slots;
    this.#counted = counted;
    this.#ranks = slots.map(() => 0);
    this.#copies = slots.map(() => 0);
    this.values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    for (const [value, copies] of this.#members(W)) facts.add(place, keys, value, copies);
  }
  move(W: Int32Array, to: SlotsLeaf, into: Int32Array, images: Int32Array): void {
    if (this.values.isNarrow) {
      this.#moveNarrow(W, to, into, images);
      return;
    }
    const moved = this.#members(W).map(([value, copies]) => [this.values.image(value, images).ranks, copies] as const);
    moved.sort(([one], [other]) => compareRows(one, other));
    moved.forEach(([ranks, copies], i) => {
      const fields = to.slots[i];
      for (let part = 0; part < ranks.length; part++) writeField(into, fields[part], part === 0 ? ranks[0] + 1 : ranks[part]);
      if (this.#counted) writeField(into, fields[ranks.length], copies);
    });
  }

  /** The same where each member is one number, without making anything of it. */
  #moveNarrow(W: Int32Array, to: SlotsLeaf, into: Int32Array, images: Int32Array): void {
    const { slots } = this;
    const [ranks, copies] = [this.#ranks, this.#copies];
    let count = 0;
    for (; count < slots.length; count++) {
      const marked = readField(W, slots[count][0]);
      if (marked === 0) break;
      const rank = this.values.rankOf(marked - 1, images);
      const times = this.#counted ? readField(W, slots[count][1]) : 0;
      let at = count;
      for (; at > 0 && ranks[at - 1] > rank; at--) {
        ranks[at] = ranks[at - 1];
        copies[at] = copies[at - 1];
      }
      ranks[at] = rank;
      copies[at] = times;
    }
    for (let i = 0; i < count; i++) {
      writeField(into, to.slots[i][0], ranks[i] + 1);
      if (this.#counted) writeField(into, to.slots[i][1], copies[i]);
    }
  }

  /** With the copies less one. */
  #members(W: Int32Array): (readonly [IdValue, number])[] {
    const members: (readonly [IdValue, number])[] = [];
    for (const fields of this.slots) {
      const row = ranksAt(W, fields);
      if (row[0] === 0) break;
      const copies = this.#counted ? row.pop()! : 0;
      row[0]--;
      members.push([this.values.of(row), copies]);
    }
    return members;
  }
}

const compareRows = (one: readonly number[], other: readonly number[]): number => {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return 0;
};
