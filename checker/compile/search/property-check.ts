// Properties asked of plain values and of words alike: one that hangs on which object stands for a value would tell them apart.
import type { Model, Refinement } from "../../model/model.ts";
import { refinementsOf, statePredicates, stepPredicates } from "../../model/predicates.ts";
import { variablesOf } from "../../model/variables.ts";
import { answered } from "../../reference/answered.ts";
import type { PlainState } from "../../reference/plain.ts";
import { stepText } from "../../reference/step-text.ts";
import { unsteady } from "../../reference/unsteady.ts";
import type { Taken } from "../../symmetry/symmetry-check.ts";
import { facesOf } from "../faces/faces.ts";
import { encode } from "../words/encode.ts";
import { type Layout, layoutOf } from "../words/layout.ts";
import { BEFORE, before, CURRENT, current } from "../words/words.ts";

/** A step with the plain state after it, and its words. */
export interface TakenByBoth extends Taken {
  readonly words: Int32Array;
}

/** All steps are asked about until so many were, and then those of one state in so many. */
const ALL_STEPS = 2_000;
const ONE_IN = 8;

/** What a state stands for in the spec that is refined, in words. */
const mappedBy = ({ of, mapping }: Refinement): ((seen: unknown) => string) => {
  const { root, words } = layoutOf(variablesOf(of.spec));
  const image = new Int32Array(words);
  return (seen) => {
    encode(root, mapping(seen), image, words, "init");
    return image.join();
  };
};

export class PropertyCheck {
  readonly #model: Model;
  readonly #ofStates: ReturnType<typeof statePredicates>;
  readonly #ofSteps: ReturnType<typeof stepPredicates>;
  readonly #mappings: readonly { readonly name: string; readonly of: (seen: unknown) => string }[];
  readonly #view: unknown;
  readonly #viewBefore: unknown;
  #asked = 0;
  #askedSteps = 0;

  constructor(model: Model, layout: Layout) {
    this.#model = model;
    this.#ofStates = statePredicates(model);
    this.#ofSteps = stepPredicates(model);
    this.#mappings = refinementsOf(model).map((refinement) => ({ name: refinement.name, of: mappedBy(refinement) }));
    this.#view = facesOf(layout.root, current).view;
    this.#viewBefore = facesOf(layout.root, before).view;
  }

  /** Throws a SpecError that names the property. The words at hand are as they were, afterwards. */
  check(state: PlainState, words: Int32Array, steps: readonly TakenByBoth[]): void {
    if (this.#askedSteps > ALL_STEPS && this.#asked++ % ONE_IN !== 0) return;
    this.#askedSteps += steps.length;
    const [now, former] = [CURRENT.slice(0, words.length), BEFORE.slice(0, words.length)];
    try {
      CURRENT.set(words);
      this.#checkState(state);
      BEFORE.set(words);
      for (const step of steps) {
        CURRENT.set(step.words);
        this.#checkStep(state, step);
      }
    } finally {
      CURRENT.set(now);
      BEFORE.set(former);
    }
  }

  #checkState(state: PlainState): void {
    for (const { name, holds } of this.#ofStates) this.#compare(name, holds, state);
    for (const { name, of } of this.#mappings) this.#compare(`the mapping of ${name}`, of, state);
    for (const { name, of } of this.#model.liveness) {
      this.#compare(name, (seen) => of(seen).raised, state);
      this.#compare(name, (seen) => of(seen).met, state);
    }
  }

  #compare(name: string, holds: (seen: unknown) => unknown, state: PlainState): void {
    if (answered(() => holds(state)) !== answered(() => holds(this.#view))) throw unsteady(this.#model, name, "of a state");
  }

  #checkStep(state: PlainState, { action, args, after }: Taken): void {
    const step = { name: this.#model.actions[action].name, args };
    for (const { name, holds } of this.#ofSteps) {
      const plain = answered(() => holds(state, after, step));
      if (plain === answered(() => holds(this.#viewBefore, this.#view, step))) continue;
      throw unsteady(this.#model, name, `of the step ${stepText(this.#model, this.#model.actions[action], args)}`);
    }
  }
}
