import { SpecError } from "../../specs/language/spec-error.ts";
import { mirrored } from "../model/mirrored.ts";
import type { Arguments, Model, ModelAction, Refinement } from "../model/model.ts";
import { refinementsOf, statePredicates, stepPredicates } from "../model/predicates.ts";
import type { ScalarSchema } from "../model/schema.ts";
import { build } from "../reference/build.ts";
import type { PlainState } from "../reference/plain.ts";
import { RefinementCheck } from "../reference/refinement-check.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import { sourceSchema, stepText } from "../reference/step-text.ts";
import { ADVICE, saysElse } from "./asymmetric.ts";
import { type Exchange, exchangesOf } from "./exchange.ts";
import { exchangedTextOf, exchangedTexts } from "./exchanged-text.ts";
import { knownByObject } from "./known-by-object.ts";
import type { Permutation } from "./permutation.ts";
import { permutedArguments } from "./permuted-arguments.ts";
import { permuted } from "./permuted-state.ts";
import { Turns } from "./turns.ts";

/** Any two ids are exchanged, up to so many pairs, in so many states, then two in so many, and later two in one of so many. */
const MOST_EXCHANGES = 8;
const STATES_WITH_ALL = 3;
const STATES_WITH_ONE = 21;
const STATES_BETWEEN = 13;

const NOBODY: Permutation = new Map();

/** A step from a state. */
export interface Taken {
  readonly action: number;
  readonly args: Arguments;
  readonly after: PlainState;
}

/**
 * Whether a spec is symmetric, on samples: what can be done in a state can be done with two ids exchanged in the state with
 * these exchanged, leads to the state with these exchanged, and every property says the same of both. Throws a SpecError that names
 * what is not so.
 */
export class SymmetryCheck {
  readonly #model: Model;
  readonly #exchanges: readonly Exchange[];
  readonly #mirrors: readonly Mirror[];
  readonly #ofStates: ReturnType<typeof statePredicates>;
  readonly #ofSteps: ReturnType<typeof stepPredicates>;
  #states = 0;
  /** By action, of what its recipe took for the first time on the like of a state, and of what it did not take. */
  readonly #steps: readonly { readonly taken: Turns; readonly not: Turns }[];
  readonly #imageOf: (state: PlainState, permutation: Permutation) => PlainState;
  readonly #textOf: (state: PlainState, permutation: Permutation) => string;
  /** What was asked of the spec to hold against each other: all steps from so many states, or one; and so many choices of arguments. */
  readonly compared = { states: 0, steps: 0, choices: 0 };

  constructor(model: Model) {
    this.#model = model;
    this.#imageOf = knownByObject((state, permutation) => permuted(model.variables, state, permutation));
    this.#textOf = exchangedTexts(model.variables);
    this.#exchanges = exchangesOf(model.symmetric);
    this.#steps = model.actions.map(() => ({ taken: new Turns(this.#exchanges), not: new Turns(this.#exchanges) }));
    this.#ofStates = statePredicates(model);
    this.#ofSteps = stepPredicates(model);
    this.#mirrors = refinementsOf(model).map((refinement) => new Mirror(model, refinement));
  }

  /** The initial states as a set are symmetric. */
  initial(): void {
    const { variables, initials, spec } = this.#model;
    const states = initials.map((initial) => build(variables, initial, `${spec.name}: init`));
    const texts = new Set(states.map((state) => this.#textOf(state, NOBODY)));
    for (const mirror of this.#mirrors) mirror.initial();
    for (const { permutation, said } of this.#exchanges) {
      if (states.every((state) => texts.has(this.#textOf(state, permutation)))) continue;
      throw new SpecError(`${spec.name}: init is not symmetric: it changes when ${said} are exchanged. ${ADVICE}`);
    }
  }

  /** Exchanges ids in a state whose turn it is; the steps from it may be known. */
  state(state: PlainState, steps?: readonly Taken[]): void {
    const nth = this.#states++;
    if (this.#exchanges.length === 0) return;
    if (nth >= STATES_WITH_ALL + STATES_WITH_ONE && nth % STATES_BETWEEN !== 0) return;
    const here = steps ?? this.#taken(state);
    for (const mirror of this.#mirrors) mirror.state(state);
    if (nth < STATES_WITH_ALL)
      for (const exchange of this.#exchanges.slice(0, MOST_EXCHANGES)) this.#exchange(state, here, exchange);
    else this.#exchange(state, here, this.#turn(nth));
  }

  /** Whether the next state will be held against itself with any ids exchanged, with all that can be done there and all that cannot. */
  get isNextExchangedInFull(): boolean {
    return this.#states < STATES_WITH_ALL && this.#exchanges.length <= MOST_EXCHANGES;
  }

  /** The same of one choice of arguments, in a state whose turn it is; `after` is undefined where it cannot be taken. */
  step(action: ModelAction, args: Arguments, state: PlainState, after: PlainState | undefined): void {
    // Whether the state offers the arguments is not for the guard to say.
    if (after === undefined && action.parameters.some(({ source }) => source.kind !== "domain")) return;
    const turns = this.#steps[action.index];
    for (const exchange of (after === undefined ? turns.not : turns.taken).next())
      this.#exchangeStep(action, args, state, after, exchange);
  }

  #exchangeStep(
    action: ModelAction,
    args: Arguments,
    state: PlainState,
    after: PlainState | undefined,
    { permutation, said }: Exchange,
  ): void {
    const image = this.#isFixed(state, permutation) ? state : this.#imageOf(state, permutation);
    const exchanged = permutedArguments(action, args, permutation);
    const isEnabled = enabled(this.#model, action, image, exchanged);
    if (isEnabled !== (after !== undefined)) this.#stepAsymmetric(action, args, said);
    if (after === undefined) return;
    this.compared.steps++;
    const there = this.#textOf(applied(this.#model, action, image, exchanged), NOBODY);
    if (this.#textOf(after, permutation) !== there) this.#stepAsymmetric(action, args, said);
  }

  /** Now these ids, now others. */
  #turn(nth: number): Exchange {
    return this.#exchanges[nth % this.#exchanges.length];
  }

  #exchange(state: PlainState, here: readonly Taken[], { permutation, said }: Exchange): void {
    const { actions, spec } = this.#model;
    const isFixed = this.#isFixed(state, permutation);
    const image = isFixed ? state : this.#imageOf(state, permutation);
    if (!isFixed) this.#properties(state, image, said);
    for (const mirror of this.#mirrors) {
      if (!mirror.isSame(state, image, permutation)) throw saysElse(`${spec.name}: the mapping of ${mirror.name}`, said);
    }
    const there = isFixed ? here : this.#taken(image);
    const twins = new Map(there.map((taken) => [this.#text(taken, NOBODY), taken]));
    for (const taken of here) {
      const twin = twins.get(this.#text(taken, permutation));
      if (twin === undefined) this.#stepAsymmetric(actions[taken.action], taken.args, said);
      this.#stepProperties(state, taken, image, twin, said);
    }
    for (const { name, index } of actions) {
      const [times, without] = [there, here].map((all) => all.filter(({ action }) => action === index).length);
      if (times !== without)
        throw new SpecError(
          `${spec.name}.${name} is not symmetric: with ${said} exchanged it can be taken ${times} times, and ${without} times without. ${ADVICE}`,
        );
    }
  }

  /** Whether the state stays the same: nothing need then be asked of it again. */
  #isFixed(state: PlainState, permutation: Permutation): boolean {
    return this.#textOf(state, permutation) === this.#textOf(state, NOBODY);
  }

  #taken(state: PlainState): Taken[] {
    const model = this.#model;
    this.compared.states++;
    return model.actions.flatMap((action) => {
      const choices = argumentsOf(model, action, state);
      const possible = choices.filter((args) => enabled(model, action, state, args));
      this.compared.choices += choices.length;
      this.compared.steps += possible.length;
      return possible.map((args) => ({ action: action.index, args, after: applied(model, action, state, args) }));
    });
  }

  /** The step with ids exchanged, in its arguments and in the state that it leads to, as a text. */
  #text({ action, args, after }: Taken, permutation: Permutation): string {
    const given = this.#model.actions[action].parameters.map(({ name, source }) =>
      exchangedTextOf(sourceSchema(source), args[name], permutation),
    );
    return `${action}|${given.join("|")}|${this.#textOf(after, permutation)}`;
  }

  #properties(state: PlainState, image: PlainState, said: string): void {
    for (const { name, holds } of this.#ofStates) {
      if (Boolean(holds(state)) !== Boolean(holds(image))) throw saysElse(`${this.#model.spec.name}: ${name}`, said);
    }
  }

  #stepProperties(before: PlainState, taken: Taken, image: PlainState, twin: Taken, said: string): void {
    const { spec, actions } = this.#model;
    const { name } = actions[taken.action];
    for (const property of this.#ofSteps) {
      const one = Boolean(property.holds(before, taken.after, { name, args: taken.args }));
      const other = Boolean(property.holds(image, twin.after, { name, args: twin.args }));
      if (one !== other) throw saysElse(`${spec.name}: ${property.name}`, said);
    }
  }

  #stepAsymmetric(action: ModelAction, args: Arguments, said: string): never {
    throw new SpecError(
      `${stepText(this.#model, action, args)} is not symmetric: with ${said} exchanged, in the state and in the arguments, it cannot be taken, or leads elsewhere. ${ADVICE}`,
    );
  }
}

/** The spec that is refined, seen through the mapping: it must be symmetric, too, in the ids that it shares. */
class Mirror {
  readonly name: string;
  readonly #check: RefinementCheck;
  readonly #domains: ReadonlyMap<ScalarSchema, ScalarSchema>;
  readonly #symmetric: SymmetryCheck;
  readonly #textOf: (state: PlainState, permutation: Permutation) => string;
  readonly #known = new Set<string>();
  readonly #permutations = new Map<Permutation, Permutation>();

  constructor(model: Model, refinement: Refinement) {
    this.name = refinement.name;
    this.#check = new RefinementCheck(model, refinement);
    this.#domains = mirrored(refinement, model.symmetric, model.target);
    this.#textOf = exchangedTexts(this.#check.other.variables);
    const symmetric = [...this.#domains.values()];
    this.#symmetric = new SymmetryCheck({ ...this.#check.other, within: [], allow: [], symmetric });
  }

  initial(): void {
    this.#symmetric.initial();
  }

  /** Many states look alike from there: each such is asked about once. */
  state(state: PlainState): void {
    const image = this.#check.image(state);
    const text = this.#textOf(image, NOBODY);
    if (this.#known.has(text)) return;
    this.#known.add(text);
    this.#symmetric.state(image);
  }

  /** Whether the mapping leads from a state with ids exchanged to the other spec's state with these exchanged. */
  isSame(state: PlainState, exchanged: PlainState, permutation: Permutation): boolean {
    const [one, other] = [this.#check.image(state), this.#check.image(exchanged)];
    return this.#textOf(one, this.#there(permutation)) === this.#textOf(other, NOBODY);
  }

  /** The permutation of the other spec's ids. */
  #there(permutation: Permutation): Permutation {
    const known = this.#permutations.get(permutation);
    if (known) return known;
    const there = new Map(
      [...this.#domains].flatMap(([here, there]) => {
        const images = permutation.get(here);
        return images === undefined ? [] : [[there, images] as const];
      }),
    );
    this.#permutations.set(permutation, there);
    return there;
  }
}
