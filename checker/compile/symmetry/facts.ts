import { mixed } from "./hash-of-text.ts";
import type { IdValue } from "./values.ts";

/** What a state says, each fact about some ids: all of it that depends on ids, and nothing else. */
export class Facts {
  /** Of each fact a hash of all but its ids. */
  readonly #hashes: number[] = [];
  /** Of each fact where its ids begin. */
  readonly #starts: number[] = [];
  readonly #ids: number[] = [];
  /** As what each id stands in its fact; those of one role in no order. */
  readonly #roles: number[] = [];

  clear(): void {
    this.#hashes.length = 0;
    this.#starts.length = 0;
    this.#ids.length = 0;
    this.#roles.length = 0;
  }

  /** At a place to which these ids lead stands a value. */
  add(place: number, keys: readonly number[], { shape, ids, roles }: IdValue, nth: number): void {
    if (keys.length + ids.length === 0) return;
    this.#begin(mixed(mixed(place, shape), nth), keys);
    for (let i = 0; i < ids.length; i++) {
      this.#ids.push(ids[i]);
      this.#roles.push(keys.length + roles[i]);
    }
  }

  /** At a place to which these ids lead stands a number. */
  say(place: number, keys: readonly number[], number: number): void {
    if (keys.length > 0) this.#begin(mixed(~place, number), keys);
  }

  #begin(hash: number, keys: readonly number[]): void {
    this.#hashes.push(hash);
    this.#starts.push(this.#ids.length);
    for (let i = 0; i < keys.length; i++) {
      this.#ids.push(keys[i]);
      this.#roles.push(i);
    }
  }

  /** Gives each id the colour that it has by all facts about it, given the colours of all ids. */
  recolour(colours: Int32Array, into: Int32Array): void {
    into.set(colours);
    for (let fact = 0; fact < this.#hashes.length; fact++) {
      const [from, to] = [this.#starts[fact], this.#starts[fact + 1] ?? this.#ids.length];
      let hash = this.#hashes[fact];
      // Sums, since ids of one role are in no order.
      for (let i = from; i < to; i++) hash = (hash + mixed(this.#roles[i] + 1, colours[this.#ids[i]])) | 0;
      for (let i = from; i < to; i++) {
        const id = this.#ids[i];
        let mine = mixed(hash, this.#roles[i]);
        // That the same id stands twice is worth telling.
        for (let j = from; j < to; j++) if (j !== i && this.#ids[j] === id) mine = (mine + mixed(this.#roles[j] + 1, hash)) | 0;
        // A sum: facts are in no order.
        into[id] = (into[id] + mixed(mine, 0x9e3779b9)) | 0;
      }
    }
  }
}
