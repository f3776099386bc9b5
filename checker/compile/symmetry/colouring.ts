import type { Facts } from "./facts.ts";

/** Ids in cells: those of one colour cannot be told apart. A colour is the number of ids in the cells before, so that colours are in order. */
export class Colouring {
  readonly #colours: Int32Array;

  private constructor(colours: Int32Array) {
    this.#colours = colours;
  }

  /** The ids of each domain in a cell; those of a domain stand together. */
  static byDomain(domainOf: Int32Array): Colouring {
    return new Colouring(domainOf.map((domain) => domainOf.indexOf(domain)));
  }

  /** Tells ids apart by facts, until these tell no more. */
  refined(facts: Facts): Colouring {
    let colours = this.#colours;
    const hashes = new Int32Array(colours.length);
    for (let count = cellCount(colours); count < colours.length; ) {
      facts.recolour(colours, hashes);
      const finer = ranked(colours, hashes);
      const now = cellCount(finer);
      if (now === count) break;
      count = now;
      colours = finer;
    }
    return new Colouring(colours);
  }

  /** One id before the others of its cell. */
  individualised(chosen: number): Colouring {
    const colour = this.#colours[chosen];
    return new Colouring(this.#colours.map((own, id) => (own === colour && id !== chosen ? own + 1 : own)));
  }

  /** In the order of their colours. */
  cells(): number[][] {
    const cells: number[][] = [];
    this.#colours.forEach((colour, id) => {
      (cells[colour] ??= []).push(id);
    });
    return cells.filter((cell) => cell !== undefined);
  }
}

const cellCount = (colours: Int32Array): number => new Set(colours).size;

/** Colours in the order of the former ones, and of the hashes where those are the same. */
const ranked = (colours: Int32Array, hashes: Int32Array): Int32Array =>
  colours.map((colour, id) => {
    let before = colour;
    for (let other = 0; other < colours.length; other++) if (colours[other] === colour && hashes[other] < hashes[id]) before++;
    return before;
  });
