import { immerable } from "immer";
import { count, every, filter, some } from "../../specs/language/quantify.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { ReadSet } from "../../specs/language/state.ts";
import type { Loose } from "../model/model.ts";
import type { NetworkSchema, Schema, SetSchema } from "../model/schema.ts";
import { type Misfit, misfit } from "./misfit.ts";
import { show } from "./show.ts";
import { canonical, compareValues, isIn } from "./values.ts";

/** What a collection is of. An instance of a class, so that immer neither drafts nor freezes the schemas in it. */
export class Holding {
  readonly schema: SetSchema | NetworkSchema;
  /** Of its members. */
  readonly of: Schema;
  /** What messages and quantifiers call it: the variable of a network, the title of a set. */
  readonly name: string;

  constructor(schema: SetSchema | NetworkSchema, of: Schema, name: string) {
    this.schema = schema;
    this.of = of;
    this.name = name;
  }

  /** The value as a member, or an error that says why it cannot be one. */
  member(value: unknown): unknown {
    if (isIn(this.of, value)) return canonical(this.of, value);
    const found = misfit(this.of, value) as Misfit;
    if (found.wrong) {
      const given = found.found.startsWith("of type") ? `one ${found.found}` : show(this.of, value);
      throw new SpecError(`${this.name} was given ${given}: ${found.wrong}`);
    }
    const what = found.path ? `${show(this.of, value)}, where ${found.path} is ${found.found}` : found.found;
    throw new SpecError(
      `${this.name} was given ${what}, outside ${found.allowed}. Bound it in a guard or in within, or widen the domain.`,
    );
  }

  /** The values as members: sorted, each once. */
  members(values: Iterable<unknown>): readonly unknown[] {
    const order = (a: unknown, b: unknown) => compareValues(this.of, a, b);
    const sorted = Array.from(values, (value) => this.member(value));
    if (sorted.every((value, i) => i === 0 || order(sorted[i - 1], value) < 0)) return sorted;
    return sorted.sort(order).filter((value, i) => i === 0 || order(sorted[i - 1], value) !== 0);
  }

  full(value: unknown, most: string): never {
    throw new SpecError(
      `${this.name} is full: ${show(this.of, value)} would be one more than ${most}. Raise atMost, or bound it in a guard or in within.`,
    );
  }
}

/** The members of a collection, and how often each is held: never changed, only replaced, and no draft of immer's. */
export class Kept {
  readonly members: readonly unknown[];
  /** Of a bag: the copies of each member. */
  readonly copies: readonly number[];

  constructor(members: readonly unknown[], copies: readonly number[] = []) {
    this.members = Object.freeze(members);
    this.copies = Object.freeze(copies);
    Object.freeze(this);
  }
}

/** What a set and every network can be asked. Members stand in declared order. */
export abstract class Members implements ReadSet<Loose> {
  static readonly [immerable] = true;
  readonly holding: Holding;
  protected kept: Kept;

  constructor(holding: Holding, kept: Kept) {
    this.holding = holding;
    this.kept = kept;
  }

  get size(): number {
    return this.kept.members.length;
  }
  has(value: unknown): boolean {
    return this.position(value) >= 0;
  }
  some(holds: (value: Loose) => boolean): boolean {
    return some(this.holding.name, this.kept.members, holds);
  }
  every(holds: (value: Loose) => boolean): boolean {
    return every(this.holding.name, this.kept.members, holds);
  }
  filter(keep: (value: Loose) => boolean): Loose[] {
    return filter(this.holding.name, this.kept.members, keep);
  }
  count(keep: (value: Loose) => boolean): number {
    return count(this.holding.name, this.kept.members, keep);
  }
  [Symbol.iterator](): IterableIterator<Loose> {
    return this.kept.members[Symbol.iterator]();
  }

  /** Where the value stands among the sorted members; of one that is not there, the complement of where it would. */
  protected position(value: unknown): number {
    const { of } = this.holding;
    if (!isIn(of, value)) return ~0;
    const { members } = this.kept;
    let low = 0;
    let high = members.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = compareValues(of, members[middle], value);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return ~low;
  }
}
