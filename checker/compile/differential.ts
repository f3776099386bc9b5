// The compiled engine held against the reference engine: the same steps, in the same order, to the same words.
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Arguments, Model, ModelAction } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { stepText } from "../reference/step-text.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import type { Layout } from "./layout.ts";

/** One step that the compiled engine took. */
export interface Recorded {
  readonly action: number;
  readonly args: Arguments;
  readonly words: Int32Array;
}

const TEACHING =
  "A recipe must depend on its arguments and on the state alone, keep nothing from one call to the next, and hand no list or record of the state on to another variable.";

/** Compares every step from one state. So each recipe runs twice, once in each engine, and a random one is caught as well. */
export class Differential {
  readonly #model: Model;
  readonly #layout: Layout;
  readonly #words: Int32Array;

  constructor(model: Model, layout: Layout) {
    this.#model = model;
    this.#layout = layout;
    this.#words = new Int32Array(layout.words);
  }

  /** Throws a SpecError that names the action when the engines disagree. */
  compare(parent: Int32Array, recorded: readonly Recorded[]): void {
    const state = decode(this.#layout.root, parent);
    let next = 0;
    for (const action of this.#model.actions) {
      for (const args of argumentsOf(this.#model, action, state)) {
        const taken = recorded[next];
        const isTaken = taken?.action === action.index && this.#sameArguments(action, taken.args, args);
        const isEnabled = enabled(this.#model, action, state, args);
        if (isTaken !== isEnabled) this.#disagree(action, args, `one engine finds it ${isEnabled ? "enabled" : "disabled"}, the other does not`);
        if (!isEnabled) continue;
        this.#compareStep(action, args, state, taken.words);
        next++;
      }
    }
    if (next !== recorded.length) {
      const { action, args } = recorded[next];
      this.#disagree(this.#model.actions[action], args, "one engine takes it, the other does not offer it");
    }
  }

  #compareStep(action: ModelAction, args: Arguments, state: PlainState, words: Int32Array): void {
    encode(this.#layout.root, applied(this.#model, action, state, args), this.#words, this.#layout.words, "plain");
    for (let i = 0; i < words.length; i++) {
      if (words[i] !== this.#words[i]) this.#disagree(action, args, "run again, it leads to another state");
    }
  }

  #sameArguments(action: ModelAction, one: Arguments, other: Arguments): boolean {
    return one === other || stepText(this.#model, action, one) === stepText(this.#model, action, other);
  }

  #disagree(action: ModelAction, args: Arguments, how: string): never {
    throw new SpecError(`${stepText(this.#model, action, args)}: ${how}. ${TEACHING}`);
  }
}
