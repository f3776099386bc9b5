import type { Model } from "../../model/model.ts";
import { statePredicates } from "../../model/predicates.ts";
import { answered } from "../../reference/answered.ts";
import { saysElse } from "../../symmetry/asymmetric.ts";
import { exchangesOf } from "../../symmetry/exchange.ts";
import { facesOf } from "../faces/faces.ts";
import type { Layout } from "../words/layout.ts";
import { CURRENT, current } from "../words/words.ts";
import type { WordsAtHand } from "./words-at-hand.ts";

/** In so many states any two ids are exchanged, up to so many pairs; in later ones two, now these and now others. */
const FIRST = 24;
const MOST = 32;
const LATER = 1;

/**
 * Properties of states and bounds held against themselves with ids exchanged, in states as wholes. What is remembered of one
 * that reads the id first which it favours is not learnt anew in states that favour it, so that it would not be watched there.
 */
export class StateProperties {
  readonly #model: Model;
  readonly #atHand: WordsAtHand;
  readonly #exchanges: ReturnType<typeof exchangesOf>;
  readonly #all: ReturnType<typeof statePredicates>;
  readonly #view: unknown;
  #states = 0;
  #turn = 0;

  constructor(model: Model, layout: Layout, atHand: WordsAtHand) {
    this.#model = model;
    this.#atHand = atHand;
    this.#exchanges = exchangesOf(model.symmetric);
    this.#all = statePredicates(model);
    this.#view = facesOf(layout.root, current).view;
  }

  /** Throws a SpecError that names the property. The words at hand are as they were, afterwards. */
  check(words: Int32Array): void {
    const kept = CURRENT.slice(0, words.length);
    try {
      CURRENT.set(words);
      const answers = this.#all.map(({ holds }) => answered(() => holds(this.#view)));
      for (const { permutation, said } of this.#next()) {
        let other = -1;
        this.#atHand.ofState(permutation, (image) => {
          other = this.#all.findIndex(({ holds }, i) => answered(() => holds(image)) !== answers[i]);
          return other < 0;
        });
        if (other >= 0) throw saysElse(`${this.#model.spec.name}: ${this.#all[other].name}`, said);
      }
    } finally {
      CURRENT.set(kept);
    }
  }

  #next(): ReturnType<typeof exchangesOf> {
    const many = Math.min(this.#states++ < FIRST ? MOST : LATER, this.#exchanges.length);
    return Array.from({ length: many }, () => this.#exchanges[this.#turn++ % this.#exchanges.length]);
  }
}
