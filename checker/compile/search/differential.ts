// The compiled engine held against the reference engine: the same steps, in the same order, to the same words.
import { SpecError } from "../../../specs/language/spec-error.ts";
import type { Arguments, Model, ModelAction } from "../../model/model.ts";
import type { PlainState } from "../../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../../reference/step.ts";
import { stepText } from "../../reference/step-text.ts";
import type { Taken } from "../../symmetry/symmetry-check.ts";
import { decoded } from "../words/decoded.ts";
import { encodeChanges } from "../words/encode-changes.ts";
import type { Layout } from "../words/layout.ts";
import { GhostCheck, type Tried } from "./ghost-check.ts";
import { PropertyCheck, type TakenByBoth } from "./property-check.ts";

/** One step that the compiled engine took. */
export interface Recorded {
  readonly action: number;
  readonly args: Arguments;
  readonly words: Int32Array;
}

const TEACHING =
  "A recipe must depend on its arguments and on the state alone, keep nothing from one call to the next, and hand no list or record of the state on to another variable.";

/** Is shown what was compared: a state with all steps from it, or one step; `after` is undefined of one that is disabled. */
export interface Audience {
  check(state: PlainState, words: Int32Array, steps: readonly Taken[]): void;
  checkLearned(action: ModelAction, args: Arguments, before: PlainState, after: PlainState | undefined): void;
}

/** Compares every step from one state. So each recipe runs twice, once in each engine, and a random one is caught as well. */
export class Differential {
  readonly #model: Model;
  readonly #layout: Layout;
  readonly #words: Int32Array;
  /** Recipes learn several steps from one state. */
  readonly #decoded: (words: Int32Array) => PlainState;
  readonly #ghosts: GhostCheck | undefined;
  readonly #properties: PropertyCheck;
  readonly #audience: Audience | undefined;

  constructor(model: Model, layout: Layout, audience?: Audience) {
    this.#audience = audience;
    this.#ghosts = GhostCheck.of(model);
    this.#properties = new PropertyCheck(model, layout);
    this.#model = model;
    this.#layout = layout;
    this.#words = new Int32Array(layout.words);
    this.#decoded = decoded(layout);
  }

  /** Throws a SpecError that names the action when the engines disagree. Tells how many choices of arguments it tried. */
  compare(parent: Int32Array, recorded: readonly Recorded[]): number {
    const state = this.#decoded(parent);
    const tried: Tried[] = [];
    const steps: TakenByBoth[] = [];
    let choices = 0;
    let next = 0;
    for (const action of this.#model.actions) {
      for (const args of argumentsOf(this.#model, action, state)) {
        choices++;
        const taken = recorded[next];
        const isTaken = taken?.action === action.index && this.#sameArguments(action, taken.args, args);
        const isEnabled = enabled(this.#model, action, state, args);
        // Guards cost little, and one that counts its calls may count alike in both engines.
        if (isEnabled !== enabled(this.#model, action, state, args))
          this.#disagree(action, args, "the guard first held and then did not, or the other way round");
        this.#compareGuard(action, args, isEnabled, isTaken);
        const after = isEnabled ? this.#compareStep(action, args, state, parent, taken.words) : undefined;
        if (this.#ghosts !== undefined) tried.push({ action, args, after });
        if (after !== undefined) {
          steps.push({ action: action.index, args, after, words: taken.words });
          next++;
        }
      }
    }
    if (next !== recorded.length) {
      const { action, args } = recorded[next];
      this.#disagree(this.#model.actions[action], args, "one engine takes it, the other does not offer it");
    }
    this.#ghosts?.check(state, tried);
    this.#properties.check(state, parent, steps);
    this.#audience?.check(state, parent, steps);
    return choices;
  }

  /** The same of one step when its recipe has run for the first time on the like of the state; `after` is undefined when it is disabled. */
  compareLearned(action: ModelAction, args: Arguments, parent: Int32Array, after: Int32Array | undefined): void {
    const state = this.#decoded(parent);
    // Whether the state offers the arguments is not for the guard to say.
    if (after === undefined && action.parameters.some(({ source }) => source.kind === "from")) return;
    this.#compareGuard(action, args, enabled(this.#model, action, state, args), after !== undefined);
    const plainAfter = after && this.#compareStep(action, args, state, parent, after);
    this.#audience?.checkLearned(action, args, state, plainAfter);
  }

  #compareGuard(action: ModelAction, args: Arguments, one: boolean, other: boolean): void {
    if (one !== other) this.#disagree(action, args, `one engine finds it ${one ? "enabled" : "disabled"}, the other does not`);
  }

  /** The state after the step. */
  #compareStep(action: ModelAction, args: Arguments, state: PlainState, parent: Int32Array, words: Int32Array): PlainState {
    const after = applied(this.#model, action, state, args);
    this.#words.set(parent);
    encodeChanges(this.#layout.root, state, after, this.#words);
    for (let i = 0; i < words.length; i++) {
      if (words[i] !== this.#words[i]) this.#disagree(action, args, "run again, it leads to another state");
    }
    return after;
  }

  #sameArguments(action: ModelAction, one: Arguments, other: Arguments): boolean {
    // Ids and numbers are told by identity, messages and other composite values by how they read.
    return (
      action.parameters.every(({ name }) => one[name] === other[name]) ||
      stepText(this.#model, action, one) === stepText(this.#model, action, other)
    );
  }

  #disagree(action: ModelAction, args: Arguments, how: string): never {
    throw new SpecError(`${stepText(this.#model, action, args)}: ${how}. ${TEACHING}`);
  }
}
