// Ordered networks: a queue from each process to each other, what guards read and effects write.
import { readFrom, writeTo } from "../words/fields.ts";
import type { QueuesPlace } from "../words/layout.ts";
import { Refusal, type Store } from "../words/words.ts";
import { type MatcherOf, matcherOf } from "./slots-faces.ts";

type Message = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

/** As in the reference engine, whose words are told. */
const isTrue = (answer: unknown): boolean => {
  if (answer === true || answer === false) return answer;
  throw new Refusal("a predicate that says neither true nor false");
};

class QueuesView {
  readonly #place: QueuesPlace;
  readonly #store: Store;
  readonly #matcherOf: MatcherOf;
  constructor(place: QueuesPlace, store: Store) {
    this.#place = place;
    this.#store = store;
    this.#matcherOf = matcherOf(place.schema);
  }
  protected queueOf(message: Message): number {
    const { values } = this.#place.schema.between!;
    const from = values.indexOf(message.from);
    const to = values.indexOf(message.to);
    return from < 0 || to < 0 ? -1 : from * values.length + to;
  }
  protected ranks(queue: number): number[][] {
    const { length, items } = this.#place.queues[queue];
    return items.slice(0, readFrom(this.#store, length)).map((fields) => fields.map((field) => readFrom(this.#store, field)));
  }
  protected replace(queue: number, rows: readonly (readonly number[])[]): void {
    const { length, items } = this.#place.queues[queue];
    if (rows.length > items.length) {
      if (this.#place.schema.whenFull === "loseNewest") return;
      throw new Refusal("full");
    }
    writeTo(this.#store, length, rows.length);
    items.forEach((fields, i) => {
      fields.forEach((field, part) => {
        writeTo(this.#store, field, rows[i]?.[part] ?? 0);
      });
    });
  }
  protected rowOf(message: unknown): number[] | undefined {
    const row: number[] = [];
    return this.#place.codec.split(message, row, 0) ? row : undefined;
  }
  /** All messages, queue after queue. */
  members(): Message[] {
    return this.#place.queues.flatMap((_, queue) => this.ranks(queue).map((row) => this.#place.codec.join(row, 0) as Message));
  }
  /** The messages that can be received. */
  heads(): Message[] {
    return this.#place.queues.flatMap((_, queue) => {
      const [head] = this.ranks(queue);
      return head ? [this.#place.codec.join(head, 0) as Message] : [];
    });
  }
  get size(): number {
    return this.#place.queues.reduce((sum, { length }) => sum + readFrom(this.#store, length), 0);
  }
  copies(message: Message): number {
    const queue = this.queueOf(message);
    const wanted = this.rowOf(message);
    if (queue < 0 || !wanted) return 0;
    return this.ranks(queue).filter((row) => row.every((rank, i) => rank === wanted[i])).length;
  }
  has(message: Message): boolean {
    return this.copies(message) > 0;
  }
  some(holds: Test): boolean {
    return this.members().some((message) => isTrue(holds(message)));
  }
  every(holds: Test): boolean {
    return this.members().every((message) => isTrue(holds(message)));
  }
  filter(keep: Test): Message[] {
    return this.members().filter((message) => isTrue(keep(message)));
  }
  count(keep: Test): number {
    return this.filter(keep).length;
  }
  /** Each message once, however often it is in its queue. */
  where(query: Message): Message[] {
    const isFirst = (row: readonly number[], i: number, rows: readonly (readonly number[])[]) =>
      rows.findIndex((other) => other.every((rank, part) => rank === row[part])) === i;
    const distinct = this.#place.queues.flatMap((_, queue) => this.ranks(queue).filter(isFirst));
    const messages = distinct.map((row) => this.#place.codec.join(row, 0) as Message);
    return messages.filter(this.#matcherOf(query));
  }
  [Symbol.iterator](): IterableIterator<Message> {
    return this.members()[Symbol.iterator]();
  }
  toJSON(): never {
    throw new Refusal("a network of the state cannot be serialised: read its members");
  }
}

class QueuesDraft extends QueuesView {
  send(message: Message): void {
    const row = this.rowOf(message);
    if (!row) throw new Refusal("a message outside its domain");
    const queue = this.queueOf(message);
    this.replace(queue, [...this.ranks(queue), row]);
  }
  consume(message: Message): void {
    const queue = this.queueOf(message);
    const wanted = this.rowOf(message);
    const [head, ...rest] = queue < 0 ? [] : this.ranks(queue);
    if (!head || !wanted || !head.every((rank, i) => rank === wanted[i]))
      throw new Refusal("a message that is not the first of its queue");
    this.replace(queue, rest);
  }
  reply(request: Message, response: Message): void {
    this.consume(request);
    this.send({ ...response, from: request.to, to: request.from });
  }
}

/** The view and the draft of an ordered network, over a store. */
export const queuesFaces = (place: QueuesPlace, store: Store): { readonly view: object; readonly draft: object } => ({
  view: Object.freeze(new QueuesView(place, store)),
  draft: Object.freeze(new QueuesDraft(place, store)),
});
