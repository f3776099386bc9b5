// The parts of a state that hold values: what they say of which ids, and what they become when ids are exchanged.
import type { Field } from "../words/allocator.ts";
import { readField, writeField } from "../words/fields.ts";
import type { Facts } from "./facts.ts";
import type { IdValue, IdValues } from "./values.ts";

/** Where values stand; `keys` are the ids that lead there, by number. */
export interface Leaf {
  /** Adds what it says. */
  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void;
  /** Writes what it holds, with ids exchanged, into another leaf of the same kind, whose bits are zeros. */
  move(W: Int32Array, to: Leaf, into: Int32Array, images: Int32Array): void;
}

const ranksAt = (W: Int32Array, fields: readonly Field[]): number[] => fields.map((field) => readField(W, field));
const write = (into: Int32Array, fields: readonly Field[], { ranks }: IdValue): void => {
  for (let i = 0; i < fields.length; i++) writeField(into, fields[i], ranks[i]);
};

/** One value. */
export class ValueLeaf implements Leaf {
  readonly fields: readonly Field[];
  readonly #values: IdValues;

  constructor(fields: readonly Field[], values: IdValues) {
    this.fields = fields;
    this.#values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    facts.add(place, keys, this.#values.of(ranksAt(W, this.fields)), 0);
  }
  move(W: Int32Array, to: ValueLeaf, into: Int32Array, images: Int32Array): void {
    write(into, to.fields, this.#values.image(this.#values.of(ranksAt(W, this.fields)), images));
  }
}

/** A list or a queue: so many values in an order, and zeros behind. */
export class ListLeaf implements Leaf {
  readonly length: Field;
  readonly items: readonly (readonly Field[])[];
  readonly #values: IdValues;

  constructor(length: Field, items: readonly (readonly Field[])[], values: IdValues) {
    this.length = length;
    this.items = items;
    this.#values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    const length = readField(W, this.length);
    for (let i = 0; i < length; i++) facts.add(place, keys, this.#values.of(ranksAt(W, this.items[i])), i);
    facts.say(place, keys, length);
  }
  move(W: Int32Array, to: ListLeaf, into: Int32Array, images: Int32Array): void {
    const length = readField(W, this.length);
    writeField(into, to.length, length);
    for (let i = 0; i < length; i++)
      write(into, to.items[i], this.#values.image(this.#values.of(ranksAt(W, this.items[i])), images));
  }
}

/** A set with a bit for each possible member. */
export class BitsLeaf implements Leaf {
  readonly firstBit: number;
  readonly #size: number;
  readonly #values: IdValues;
  readonly #rank = [0];

  constructor(firstBit: number, size: number, values: IdValues) {
    this.firstBit = firstBit;
    this.#size = size;
    this.#values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    this.#each(W, (value) => facts.add(place, keys, value, 0));
  }
  move(W: Int32Array, to: BitsLeaf, into: Int32Array, images: Int32Array): void {
    this.#each(W, (value) => {
      const bit = to.firstBit + this.#values.image(value, images).ranks[0];
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
      visit(this.#values.of(this.#rank));
    }
  }
}

/** A set or a bag as an ascending list of its members. */
export class SlotsLeaf implements Leaf {
  readonly slots: readonly (readonly Field[])[];
  readonly #counted: boolean;
  readonly #values: IdValues;

  constructor(slots: readonly (readonly Field[])[], counted: boolean, values: IdValues) {
    this.slots = slots;
    this.#counted = counted;
    this.#values = values;
  }

  tell(W: Int32Array, facts: Facts, place: number, keys: readonly number[]): void {
    for (const [value, copies] of this.#members(W)) facts.add(place, keys, value, copies);
  }
  move(W: Int32Array, to: SlotsLeaf, into: Int32Array, images: Int32Array): void {
    const moved = this.#members(W).map(([value, copies]) => [this.#values.image(value, images).ranks, copies] as const);
    moved.sort(([one], [other]) => compareRows(one, other));
    moved.forEach(([ranks, copies], i) => {
      const fields = to.slots[i];
      for (let part = 0; part < ranks.length; part++) writeField(into, fields[part], part === 0 ? ranks[0] + 1 : ranks[part]);
      if (this.#counted) writeField(into, fields[ranks.length], copies);
    });
  }

  /** With the copies less one. */
  #members(W: Int32Array): (readonly [IdValue, number])[] {
    const members: (readonly [IdValue, number])[] = [];
    for (const fields of this.slots) {
      const row = ranksAt(W, fields);
      if (row[0] === 0) break;
      const copies = this.#counted ? row.pop()! : 0;
      row[0]--;
      members.push([this.#values.of(row), copies]);
    }
    return members;
  }
}

const compareRows = (one: readonly number[], other: readonly number[]): number => {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return 0;
};
