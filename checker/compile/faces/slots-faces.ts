// Sets, sent messages and bags over sorted slots: what guards read and effects write.
import type { NetworkSchema } from "../../model/schema.ts";
import { unknownField } from "../../model/unknown-field.ts";
import { tracing } from "../recall/tracer.ts";
import { codecOf } from "../words/codec-of.ts";
import type { SlotsPlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { fresh } from "./fresh.ts";
import { type Slots, slotsAt } from "./slots.ts";
import { TracedSlots } from "./traced-slots.ts";

type Message = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;
/** What says of a message whether it has the values that a query gives; refuses a query by what no such message has. */
export type MatcherOf = (query: Message) => (message: Message) => boolean;

const facesOver = (Refused: typeof Refusal) => {
  /** As in the reference engine, whose words are told. */
  const isTrue = (answer: unknown): boolean => {
    if (answer === true || answer === false) return answer;
    throw new Refused("a predicate that says neither true nor false");
  };
  class SlotsView {
    #slots: Slots;
    #matcherOf: MatcherOf;
    #losesNewest: boolean;
    constructor(slots: Slots, matcherOf: MatcherOf, losesNewest: boolean) {
      this.#slots = slots;
      this.#matcherOf = matcherOf;
      this.#losesNewest = losesNewest;
    }
    get size(): number {
      return this.#slots.total;
    }
    has(value: unknown): boolean {
      return this.#slots.find(value) >= 0;
    }
    copies(value: unknown): number {
      const place = this.#slots.find(value);
      return place < 0 ? 0 : this.#slots.copiesAt(place);
    }
    members(): unknown[] {
      const members: unknown[] = [];
      for (let i = 0, n = this.#slots.distinct; i < n; i++) members.push(this.#slots.valueAt(i));
      return members;
    }
    some(holds: Test): boolean {
      for (let i = 0, n = this.#slots.distinct; i < n; i++) if (isTrue(holds(this.#slots.valueAt(i)))) return true;
      return false;
    }
    every(holds: Test): boolean {
      for (let i = 0, n = this.#slots.distinct; i < n; i++) if (!isTrue(holds(this.#slots.valueAt(i)))) return false;
      return true;
    }
    filter(keep: Test): unknown[] {
      return this.members().filter((value) => isTrue(keep(value)));
    }
    count(keep: Test): number {
      return this.members().filter((value) => isTrue(keep(value))).length;
    }
    where(query: Message): unknown[] {
      const matches = this.#matcherOf(query);
      const found: unknown[] = [];
      for (let i = 0, n = this.#slots.distinct; i < n; i++) {
        const message = this.#slots.valueAt(i) as Message;
        if (matches(message)) found.push(message);
      }
      return found;
    }
    [Symbol.iterator](): IterableIterator<unknown> {
      return this.members()[Symbol.iterator]();
    }
    toJSON(): never {
      throw new Refused("a set or a network of the state cannot be serialised: read its members");
    }
    protected put(value: unknown): void {
      if (!this.#slots.put(value) && !this.#losesNewest) throw new Refused("full");
    }
    protected take(value: unknown): boolean {
      return this.#slots.take(value);
    }
    protected empty(): void {
      this.#slots.clear();
    }
  }
  class SlotsDraft extends SlotsView {
    add(value: unknown): void {
      this.put(value);
    }
    remove(value: unknown): void {
      this.take(value);
    }
    clear(): void {
      this.empty();
    }
    assign(values: Iterable<unknown>): void {
      const members = [...values];
      this.empty();
      for (const member of members) this.put(member);
    }
    send(message: unknown): void {
      this.put(message);
    }
    consume(message: unknown): void {
      if (!this.take(message)) throw new Refused("a message that is not in flight");
    }
    reply(request: Message, response: Message): void {
      this.consume(request);
      this.put({ ...response, from: request.to, to: request.from });
    }
  }
  return { SlotsView, SlotsDraft };
};

/** Elements are compared by rank, since they have no identity. */
export const matcherOf = (schema: NetworkSchema): MatcherOf => {
  const codecs = Object.fromEntries(
    Object.entries(schema.shapes).map(([tag, fields]) => [
      tag,
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, codecOf(field)!])),
    ]),
  );
  const same = (tag: string, name: string, one: unknown, other: unknown) => {
    if (one === other) return true;
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
    const left: number[] = [];
    const right: number[] = [];
    const codec = codecs[tag][name];
    return codec.split(one, left, 0) && codec.split(other, right, 0) && left.every((rank, i) => rank === right[i]);
  };
  return (query) => {
    if (unknownField(schema.shapes, query) !== undefined) throw new Refusal("a query by what no such message has");
    const { type, ...fields } = query;
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    return (message) =>
      message.type === type && given.every(([name, value]) => same(type as string, name, message[name], value));
  };
};

/** The view and the draft of a set or a network kept in slots, over a store. */
export const slotsFaces = (place: SlotsPlace, store: Store): { readonly view: object; readonly draft: object } => {
  const { schema } = place;
  const { slots: plain, shape } = slotsAt(place, store);
  const slots = store === tracing ? new TracedSlots(place, plain) : plain;
  const { SlotsView, SlotsDraft } = fresh(`${shape} faces`, facesOver, Refusal);
  const isNetwork = schema.kind === "network";
  const matches: MatcherOf = isNetwork ? matcherOf(schema) : () => () => true;
  const loses = isNetwork && schema.whenFull === "loseNewest";
  return {
    view: Object.freeze(new SlotsView(slots, matches, loses)),
    draft: Object.freeze(new SlotsDraft(slots, matches, loses)),
  };
};
