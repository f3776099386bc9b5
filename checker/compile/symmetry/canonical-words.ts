// One state for all that differ in nothing but which of their symmetric ids is which.

import { orders } from "../../symmetry/permutation.ts";
import type { Layout } from "../words/layout.ts";
import { Facts } from "./facts.ts";
import { type IdPlace, moveAll } from "./places.ts";
import type { SymmetricIds } from "./values.ts";

/**
 * Puts the representative in a state's place: the same for all states of an orbit, and one of them, so that no two orbits are
 * taken for one. Ids are told apart by what the state says of them, again and again until no more are (colour refinement;
 * Junttila and Kaski, "Engineering an efficient canonical labeling tool", ALENEX 2007, tell of the method), and put in the order of
 * that. Those which cannot be told apart are tried in every order, unless exchanging them changes nothing; the least words win.
 */
export class CanonicalWords {
  readonly #symmetric: SymmetricIds;
  readonly #places: readonly IdPlace[];
  readonly #words: number;
  readonly #facts = new Facts();
  readonly #colours: Int32Array;
  readonly #next: Int32Array;
  readonly #start: Int32Array;
  readonly #images: Int32Array;
  readonly #moved: Int32Array;
  readonly #least: Int32Array;

  constructor({ words }: Layout, places: readonly IdPlace[], symmetric: SymmetricIds) {
    this.#symmetric = symmetric;
    this.#places = places;
    this.#words = words;
    const { count, domainOf } = this.#symmetric;
    this.#start = domainOf.map((domain) => domain + 1);
    this.#colours = new Int32Array(count);
    this.#next = new Int32Array(count);
    this.#images = new Int32Array(count);
    this.#moved = new Int32Array(words);
    this.#least = new Int32Array(words);
  }

  /** Changes the words of a state in place. */
  put(W: Int32Array): void {
    this.#refine(W);
    const cells = this.#cells();
    this.#order(cells);
    const ties = cells.filter((cell) => cell.length > 1 && !this.#isExchangeable(W, cell));
    this.#move(W, this.#images, this.#least);
    if (ties.length > 0) this.#tryAll(W, ties);
    for (let word = 0; word < this.#words; word++) W[word] = this.#least[word];
  }

  #refine(W: Int32Array): void {
    const facts = this.#facts;
    facts.clear();
    for (const { hash, leaves } of this.#places) for (const { leaf, keys } of leaves) leaf.tell(W, facts, hash, keys);
    this.#colours.set(this.#start);
    for (let told = this.#symmetric.domains.length; ; ) {
      facts.recolour(this.#colours, this.#next);
      const now = new Set(this.#next).size;
      if (now <= told) return;
      this.#colours.set(this.#next);
      if (now === this.#colours.length) return;
      told = now;
    }
  }

  /** The ids of each domain in the order of their colours, those of one colour together. */
  #cells(): number[][] {
    const { domainOf } = this.#symmetric;
    const ids = Array.from(domainOf, (_, id) => id);
    ids.sort((one, other) => domainOf[one] - domainOf[other] || this.#colours[one] - this.#colours[other] || one - other);
    const cells: number[][] = [];
    for (const id of ids) {
      const last = cells.at(-1);
      const isSame = last && domainOf[last[0]] === domainOf[id] && this.#colours[last[0]] === this.#colours[id];
      if (isSame) last.push(id);
      else cells.push([id]);
    }
    return cells;
  }

  /** The first id goes to the first place of its domain, and so on: the numbers of a domain's ids stand together. */
  #order(cells: readonly (readonly number[])[]): void {
    let place = 0;
    for (const cell of cells) for (const id of cell) this.#images[id] = place++;
  }

  /** Whether exchanging any two ids of the cell leaves the state as it is. */
  #isExchangeable(W: Int32Array, cell: readonly number[]): boolean {
    const images = Int32Array.from(this.#images, (_, id) => id);
    for (let i = 1; i < cell.length; i++) {
      const [one, other] = [cell[i - 1], cell[i]];
      [images[one], images[other]] = [other, one];
      this.#move(W, images, this.#moved);
      [images[one], images[other]] = [one, other];
      for (let word = 0; word < this.#words; word++) if (this.#moved[word] !== W[word]) return false;
    }
    return true;
  }

  #tryAll(W: Int32Array, ties: readonly (readonly number[])[]): void {
    const [cell, ...others] = ties;
    const places = cell.map((id) => this.#images[id]);
    for (const order of orders(places)) {
      cell.forEach((id, i) => {
        this.#images[id] = order[i];
      });
      if (others.length > 0) this.#tryAll(W, others);
      else this.#keepLeast(W);
    }
    cell.forEach((id, i) => {
      this.#images[id] = places[i];
    });
  }

  #keepLeast(W: Int32Array): void {
    this.#move(W, this.#images, this.#moved);
    for (let word = 0; word < this.#words; word++) {
      if (this.#moved[word] === this.#least[word]) continue;
      if (this.#moved[word] < this.#least[word]) this.#least.set(this.#moved);
      return;
    }
  }

  #move(W: Int32Array, images: Int32Array, into: Int32Array): void {
    moveAll(this.#places, this.#symmetric, W, images, into);
  }
}
