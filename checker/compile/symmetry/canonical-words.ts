// One state for all that differ in nothing but which of their symmetric ids is which.

import type { Layout } from "../words/layout.ts";
import { Colouring } from "./colouring.ts";
import { Facts } from "./facts.ts";
import { type IdPlace, moveAll } from "./places.ts";
import type { SymmetricIds } from "./values.ts";

/**
 * Puts the representative in a state's place: the same for all states of an orbit, and one of them, so that no two orbits are
 * taken for one. Ids are told apart by what the state says of them, again and again until no more are (colour refinement); of
 * some that cannot be told apart each in turn is made to stand out, which tells others apart, and so on (individualisation;
 * Junttila and Kaski, "Engineering an efficient canonical labeling tool", ALENEX 2007, tell of both), unless exchanging them
 * changes nothing. Each way ends with ids in an order, by which they are renamed; the least words win.
 */
export class CanonicalWords {
  readonly #symmetric: SymmetricIds;
  readonly #places: readonly IdPlace[];
  readonly #words: number;
  readonly #facts = new Facts();
  readonly #start: Colouring;
  readonly #images: Int32Array;
  readonly #moved: Int32Array;
  readonly #least: Int32Array;
  #isFirst = true;

  constructor({ words }: Layout, places: readonly IdPlace[], symmetric: SymmetricIds) {
    this.#symmetric = symmetric;
    this.#places = places;
    this.#words = words;
    this.#start = Colouring.byDomain(symmetric.domainOf);
    this.#images = new Int32Array(symmetric.count);
    this.#moved = new Int32Array(words);
    this.#least = new Int32Array(words);
  }

  /** Changes the words of a state in place. */
  put(W: Int32Array): void {
    this.#facts.clear();
    for (const { hash, leaves } of this.#places) for (const { leaf, keys } of leaves) leaf.tell(W, this.#facts, hash, keys);
    this.#isFirst = true;
    this.#tryAll(W, this.#start.refined(this.#facts));
    for (let word = 0; word < this.#words; word++) W[word] = this.#least[word];
  }

  /** Which cell comes first must not depend on what ids are called, or another state of the orbit would be led elsewhere. */
  #tryAll(W: Int32Array, colouring: Colouring): void {
    const tie = colouring.cells().find((cell) => cell.length > 1 && !this.#isExchangeable(W, cell));
    if (tie === undefined) this.#keepLeast(W, colouring);
    else for (const id of tie) this.#tryAll(W, colouring.individualised(id).refined(this.#facts));
  }

  /** Whether exchanging any two ids of the cell leaves the state as it is. */
  #isExchangeable(W: Int32Array, cell: readonly number[]): boolean {
    const images = this.#images;
    for (let id = 0; id < images.length; id++) images[id] = id;
    for (let i = 1; i < cell.length; i++) {
      const [one, other] = [cell[i - 1], cell[i]];
      [images[one], images[other]] = [other, one];
      this.#move(W);
      [images[one], images[other]] = [one, other];
      for (let word = 0; word < this.#words; word++) if (this.#moved[word] !== W[word]) return false;
    }
    return true;
  }

  /** The first id goes to the first place of its domain, and so on: the numbers of a domain's ids stand together. */
  #keepLeast(W: Int32Array, colouring: Colouring): void {
    let place = 0;
    for (const cell of colouring.cells()) for (const id of cell) this.#images[id] = place++;
    this.#move(W);
    if (this.#isFirst || this.#isLess()) this.#least.set(this.#moved);
    this.#isFirst = false;
  }

  #isLess(): boolean {
    for (let word = 0; word < this.#words; word++)
      if (this.#moved[word] !== this.#least[word]) return this.#moved[word] < this.#least[word];
    return false;
  }

  #move(W: Int32Array): void {
    moveAll(this.#places, this.#symmetric, W, this.#images, this.#moved);
  }
}
