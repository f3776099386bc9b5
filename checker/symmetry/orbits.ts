import type { Model } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { exchangedText } from "./exchanged-text.ts";
import { permutationsOf } from "./permutation.ts";
import { SymmetryCheck } from "./symmetry-check.ts";

/** States up to symmetry by definition: of all that ids can be exchanged to, the least. Slow and obvious. */
export class Orbits {
  readonly #model: Model;
  readonly #permutations: ReturnType<typeof permutationsOf>;
  readonly #check: SymmetryCheck;

  constructor(model: Model) {
    this.#model = model;
    this.#permutations = permutationsOf(model.symmetric);
    this.#check = new SymmetryCheck(model);
    this.#check.initial();
  }

  key(state: PlainState): string {
    const { variables } = this.#model;
    const keys = this.#permutations.map((permutation) => exchangedText(variables, state, permutation));
    return keys.reduce((least, key) => (key < least ? key : least));
  }

  check(state: PlainState): void {
    this.#check.state(state);
  }
}
