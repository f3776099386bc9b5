// Sets and sent messages as one bit for each possible member: what guards read and effects write.
import type { Schema } from "../../model/schema.ts";
import type { Codec } from "../words/codec.ts";
import type { BitsPlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { type Plan, type Queries, queriesOf, UNKNOWN_FIELD } from "./bits-queries.ts";
import { fresh, identity } from "./fresh.ts";
import { type RankOf, rankOf } from "./rank-source.ts";

/** What a face of bits is made from; shared by the view and the draft. */
interface Parts {
  readonly firstBit: number;
  readonly size: number;
  readonly sizes: readonly number[];
  readonly codecs: readonly Codec[];
  readonly unrank: (rank: number) => unknown;
  readonly queries: Queries | undefined;
  readonly atMost: number;
}

type Test = (value: unknown) => boolean;

/** The classes over one store; every free name is an argument, as `fresh` asks. */
const facesOver = (
  store: Store,
  rank: RankOf,
  Refused: typeof Refusal,
  select: Queries["select"] | undefined,
  unknown: typeof UNKNOWN_FIELD,
) => {
  /** As in the reference engine, whose words are told. */
  const isTrue = (answer: unknown): boolean => {
    if (answer === true || answer === false) return answer;
    throw new Refused("a predicate that says neither true nor false");
  };
  class BitsView {
    #first: number;
    #size: number;
    #p: readonly number[];
    #c: readonly Codec[];
    #unrank: (rank: number) => unknown;
    #known: unknown[];
    #queries: Queries | undefined;
    protected atMost: number;
    constructor({ firstBit, size, sizes, codecs, unrank, queries, atMost }: Parts) {
      this.#first = firstBit;
      this.#size = size;
      this.#p = sizes;
      this.#c = codecs;
      this.#unrank = unrank;
      this.#known = new Array(size).fill(undefined);
      this.#queries = queries;
      this.atMost = atMost;
    }
    protected bit(value: unknown): number {
      const at = rank(value, this.#p, this.#c);
      return at < 0 ? -1 : this.#first + at;
    }
    has(value: unknown): boolean {
      const at = rank(value, this.#p, this.#c) + this.#first;
      return at >= this.#first && store.read(at >>> 5, at & 31, 1) === 1;
    }
    get size(): number {
      let count = 0;
      for (let word = this.#first >>> 5; word << 5 < this.#first + this.#size; word++) {
        for (let bits = this.#word(word); bits !== 0; bits &= bits - 1) count++;
      }
      return count;
    }
    /** The bits of one word that are this set's. */
    #word(word: number): number {
      let mask = -1;
      const low = this.#first - (word << 5);
      if (low > 0) mask &= -1 << low;
      const high = this.#first + this.#size - (word << 5);
      if (high < 32) mask &= (1 << high) - 1;
      return store.read(word, 0, mask);
    }
    #member(index: number): unknown {
      return (this.#known[index] ??= this.#unrank(index));
    }
    members(): unknown[] {
      const members: unknown[] = [];
      for (let word = this.#first >>> 5; word << 5 < this.#first + this.#size; word++) {
        for (let bits = this.#word(word); bits !== 0; bits &= bits - 1) {
          members.push(this.#member((word << 5) + 31 - Math.clz32(bits & -bits) - this.#first));
        }
      }
      return members;
    }
    some(holds: Test): boolean {
      for (let word = this.#first >>> 5; word << 5 < this.#first + this.#size; word++) {
        for (let bits = this.#word(word); bits !== 0; bits &= bits - 1) {
          if (isTrue(holds(this.#member((word << 5) + 31 - Math.clz32(bits & -bits) - this.#first)))) return true;
        }
      }
      return false;
    }
    every(holds: Test): boolean {
      for (let word = this.#first >>> 5; word << 5 < this.#first + this.#size; word++) {
        for (let bits = this.#word(word); bits !== 0; bits &= bits - 1) {
          if (!isTrue(holds(this.#member((word << 5) + 31 - Math.clz32(bits & -bits) - this.#first)))) return false;
        }
      }
      return true;
    }
    filter(keep: Test): unknown[] {
      return this.members().filter((value) => isTrue(keep(value)));
    }
    count(keep: Test): number {
      return this.members().filter((value) => isTrue(keep(value))).length;
    }
    where(query: Record<string, unknown>): readonly unknown[] {
      const queries = this.#queries!;
      const number = select!(query, queries.sizes, queries.codecs);
      if (number === unknown) throw new Refused("a query by what no such message has");
      if (number < 0) return [];
      const plan = queries.plans.get(number) ?? queries.plan(query, number);
      const { words, masks, last } = plan;
      for (let i = 0; i < words.length; i++) if (store.read(words[i], 0, masks[i]) !== last[i]) return this.#answer(plan);
      return plan.found;
    }
    #answer(plan: Plan): readonly unknown[] {
      const { words, masks, last } = plan;
      const found: unknown[] = [];
      for (let i = 0; i < words.length; i++) {
        last[i] = store.read(words[i], 0, masks[i]);
        for (let bits = last[i]; bits !== 0; bits &= bits - 1)
          found.push(this.#member((words[i] << 5) + 31 - Math.clz32(bits & -bits) - this.#first));
      }
      plan.found = Object.freeze(found);
      return found;
    }
    [Symbol.iterator](): IterableIterator<unknown> {
      return this.members()[Symbol.iterator]();
    }
    toJSON(): never {
      throw new Refused("a set of the state cannot be serialised: read its members");
    }
  }
  class BitsDraft extends BitsView {
    add(value: unknown): void {
      const at = this.bit(value);
      if (at < 0) throw new Refused("a value outside the domain of the set");
      if (this.atMost >= 0 && store.read(at >>> 5, at & 31, 1) === 0 && this.size >= this.atMost) throw new Refused("full");
      store.write(at >>> 5, at & 31, 1, 1);
    }
    remove(value: unknown): void {
      const at = this.bit(value);
      if (at >= 0) store.write(at >>> 5, at & 31, 1, 0);
    }
    clear(): void {
      for (const member of this.members()) this.remove(member);
    }
    assign(values: Iterable<unknown>): void {
      const members = [...values];
      this.clear();
      for (const member of members) this.add(member);
    }
  }
  return { BitsView, BitsDraft };
};

/** The view and the draft of a set, or of sent messages, over a store. */
export const bitsFaces = (place: BitsPlace, store: Store): { readonly view: object; readonly draft: object } => {
  const { schema, codec, firstBit, size } = place;
  const members: Schema = schema.kind === "set" ? schema.of : { kind: "variants", shapes: schema.shapes };
  const rank = rankOf(members);
  const queries = schema.kind === "network" ? queriesOf(schema.shapes, codec, firstBit) : undefined;
  const key = `bits ${schema.kind} ${identity(store)} ${rank.text}`;
  const { BitsView, BitsDraft } = fresh(key, facesOver, store, rank.of, Refusal, queries?.select, UNKNOWN_FIELD);
  const parts: Parts = {
    firstBit,
    size,
    sizes: rank.source.sizes,
    codecs: rank.source.codecs,
    unrank: codec.unrank,
    queries,
    atMost: schema.atMost === undefined || schema.atMost >= size ? -1 : schema.atMost,
  };
  return { view: Object.freeze(new BitsView(parts)), draft: Object.freeze(new BitsDraft(parts)) };
};
