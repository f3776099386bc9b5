import type { Exchange } from "./exchange.ts";

/** Some pairs of ids are exchanged so many times; then one, so many times; then one, one in so many times, until after so many ever more lie between. */
const WITH_SOME = 8;
const SOME = 3;
const WITH_ONE = 128;
const BETWEEN = 16;
const GROWING = 8_192;

/** Which ids are exchanged when something is met for the first time, the second time, and so on: now these, now others. */
export class Turns {
  readonly #exchanges: readonly Exchange[];
  #times = 0;
  #turn = 0;
  #next = 0;

  constructor(exchanges: readonly Exchange[]) {
    this.#exchanges = exchanges;
  }

  next(): readonly Exchange[] {
    const times = this.#times++;
    if (times < this.#next || this.#exchanges.length === 0) return [];
    if (times < WITH_SOME) return this.#some(Math.min(SOME, this.#exchanges.length));
    if (times >= WITH_ONE) this.#next = times + (times < GROWING ? BETWEEN : Math.ceil(times / 100));
    return this.#some(1);
  }

  #some(many: number): readonly Exchange[] {
    return Array.from({ length: many }, () => this.#exchanges[this.#turn++ % this.#exchanges.length]);
  }
}
