// A list of steps taken again, as far as they are offered.
import { SharedStep } from "../compile/recall/shared-step.ts";
import type { Model } from "../model/model.ts";
import { stepText } from "../reference/step-text.ts";
import type { OfferedStep } from "./offered-step.ts";
import type { Breach, Terrain } from "./terrain.ts";

/** A run from an initial state, by its place among all, into a breach; of a breach by a step the last one is that step. */
export interface Run {
  readonly initial: number;
  readonly steps: readonly OfferedStep[];
}

/** Tells steps apart: those whose recipes are remembered by identity, the others by how they read. */
export const sameSteps = (model: Model): ((one: OfferedStep, other: OfferedStep) => boolean) => {
  const actions = new Map(model.actions.map((action) => [action.name, action]));
  const texts = new WeakMap<OfferedStep, string>();
  const textOf = (step: OfferedStep): string => {
    const known = texts.get(step) ?? stepText(model, actions.get(step.name)!, step.args);
    texts.set(step, known);
    return known;
  };
  return (one, other) => {
    if (one === other) return true;
    const areShared = one instanceof SharedStep && other instanceof SharedStep;
    return !areShared && one.name === other.name && textOf(one) === textOf(other);
  };
};

/** Whether this is the breach that is looked for. */
export type IsWanted = (breach: Breach) => boolean;

export class Follower {
  readonly #terrain: Terrain;
  readonly #initials: readonly Int32Array[];
  readonly #isSame: ReturnType<typeof sameSteps>;
  readonly #isWanted: IsWanted;

  constructor(model: Model, terrain: Terrain, initials: readonly Int32Array[], isWanted: IsWanted) {
    this.#terrain = terrain;
    this.#initials = initials;
    this.#isSame = sameSteps(model);
    this.#isWanted = isWanted;
  }

  /** Takes those of the steps that are offered, one after the other, and leaves out the others: the run into the breach, if it comes to that. */
  follow({ initial, steps }: Run, onState?: (state: number) => void): Run | undefined {
    const taken: OfferedStep[] = [];
    let state = this.#terrain.start(this.#initials[initial]);
    for (let next = 0; ; ) {
      if (state >= 0 && !this.#terrain.known.isExpanded(state)) state = this.#terrain.expand(state);
      const { breach } = this.#terrain;
      if (state >= 0) onState?.(state);
      if (breach !== undefined)
        return this.#isWanted(breach) ? { initial, steps: breach.step ? [...taken, breach.step] : taken } : undefined;
      let step = -1;
      while (step < 0 && next < steps.length) step = this.#offered(state, steps[next++]);
      if (step < 0) return undefined;
      taken.push(this.#terrain.known.named(step));
      state = this.#terrain.follow(step);
    }
  }

  /** The words of the states on a run, and the breach at its end. */
  states(run: Run): { readonly states: readonly Int32Array[]; readonly breach: Breach | undefined } {
    const states: Int32Array[] = [];
    this.follow(run, (state) => states.push(this.#terrain.known.wordsOf(state)));
    const { breach } = this.#terrain;
    return { states: breach?.words ? [...states, breach.words] : states, breach };
  }

  #offered(state: number, wanted: OfferedStep): number {
    if (state < 0) return -1;
    const { known } = this.#terrain;
    const end = known.first(state) + known.count(state);
    for (let step = known.first(state); step < end; step++) if (this.#isSame(known.named(step), wanted)) return step;
    return -1;
  }
}
