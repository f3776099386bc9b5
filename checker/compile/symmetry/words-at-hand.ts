import type { ScalarSchema } from "../../model/schema.ts";
import type { Permutation } from "../../symmetry/permutation.ts";
import type { AtHand } from "../../symmetry/watched-properties.ts";
import { facesOf } from "../faces/faces.ts";
import type { Layout } from "../words/layout.ts";
import { BEFORE, before, CURRENT, current } from "../words/words.ts";
import { MOST_WORDS } from "./canonicaliser.ts";
import { type Exchanger, exchangerBy } from "./exchange-source.ts";
import { exchangeBy } from "./exchanges.ts";
import { type IdPlace, moveAll, placesOf } from "./places.ts";
import { SymmetricIds } from "./values.ts";

/** The states at hand with ids exchanged: in their words, which are put back. */
export class WordsAtHand implements AtHand {
  readonly #symmetric: SymmetricIds;
  readonly #places: readonly IdPlace[];
  readonly #view: unknown;
  readonly #viewBefore: unknown;
  /** The words of both states, and what is kept of them meanwhile. */
  readonly #now: Words;
  readonly #former: Words;
  readonly #exchangers = new Map<Permutation, Exchanger>();

  constructor(layout: Layout, symmetric: readonly ScalarSchema[]) {
    this.#symmetric = new SymmetricIds(symmetric);
    this.#places = placesOf(layout, this.#symmetric);
    this.#view = facesOf(layout.root, current).view;
    this.#viewBefore = facesOf(layout.root, before).view;
    this.#now = wordsOf(CURRENT, layout);
    this.#former = wordsOf(BEFORE, layout);
  }

  readonly ofState: AtHand["ofState"] = (permutation, says) =>
    this.#aside(permutation, this.#now, (isFixed) => isFixed || says(this.#view));

  readonly ofStep: AtHand["ofStep"] = (permutation, says, dependsOnAction) =>
    this.#aside(permutation, this.#former, (isFormerFixed) =>
      this.#aside(
        permutation,
        this.#now,
        (isFixed) => (isFormerFixed && isFixed && !dependsOnAction) || says(this.#viewBefore, this.#view),
      ),
    );

  /** Asks while ids are exchanged in these words, which may then be the same as before. */
  #aside(permutation: Permutation, { words, kept }: Words, ask: (isFixed: boolean) => boolean): boolean {
    kept.set(words);
    this.#exchangerOf(permutation)(kept, words);
    try {
      return ask(words.every((word, i) => word === kept[i]));
    } finally {
      words.set(kept);
    }
  }

  #exchangerOf(permutation: Permutation): Exchanger {
    const exchanger = this.#exchangers.get(permutation) ?? this.#exchangerBy(this.#symmetric.imagesBy(permutation));
    this.#exchangers.set(permutation, exchanger);
    return exchanger;
  }

  #exchangerBy(images: Int32Array): Exchanger {
    const [places, symmetric, { length }] = [this.#places, this.#symmetric, this.#now.words];
    if (length > MOST_WORDS) return (from, into) => moveAll(places, symmetric, from, images, into);
    return exchangerBy(exchangeBy(places, symmetric, images), length);
  }
}

interface Words {
  readonly words: Int32Array;
  readonly kept: Int32Array;
}

const wordsOf = (all: Int32Array, { words }: Layout): Words => ({ words: all.subarray(0, words), kept: new Int32Array(words) });
