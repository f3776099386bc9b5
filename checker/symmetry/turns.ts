import { type Exchange, MOST_EXCHANGES } from "./exchange.ts";

/** Any two ids are exchanged so many times; then two, so many times; then two, one in so many times, until after so many ever more lie between. */
const WITH_ALL = 24;
const WITH_ONE = 64;
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
    if (times < WITH_ALL) return this.#exchanges.slice(0, MOST_EXCHANGES);
    if (times >= WITH_ONE) this.#next = times + (times < GROWING ? BETWEEN : Math.ceil(times / 100));
    return [this.#exchanges[this.#turn++ % this.#exchanges.length]];
  }
}
