import { SpecError } from "../../specs/language/spec-error.ts";
import type { Arguments, Model, ModelAction } from "../model/model.ts";
import type { ScalarSchema } from "../model/schema.ts";
import { build } from "../reference/build.ts";
import { keyOf, keyOfValue } from "../reference/key-of.ts";
import type { PlainState } from "../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import { sourceSchema, stepText } from "../reference/step-text.ts";
import { type Permutation, permuted, permutedValue } from "./permutation.ts";

const ADVICE = "Treat them alike there, or take them off symmetric.";

const STATES_WITH_ALL = 20;

interface Exchange {
  readonly permutation: Permutation;
  readonly said: string;
}
interface Taken {
  readonly text: string;
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
  #next = 0;

  constructor(model: Model) {
    this.#model = model;
    this.#exchanges = model.symmetric.flatMap(exchangesOf);
  }

  /** The initial states as a set are symmetric. */
  initial(): void {
    const { variables, initials, spec } = this.#model;
    const states = initials.map((initial) => build(variables, initial, `${spec.name}: init`));
    const keys = new Set(states.map((state) => keyOf(variables, state)));
    for (const { permutation, said } of this.#exchanges) {
      if (states.every((state) => keys.has(keyOf(variables, permuted(variables, state, permutation))))) continue;
      throw new SpecError(`${spec.name}: init is not symmetric: it changes when ${said} are exchanged. ${ADVICE}`);
    }
  }

  /** Exchanges any two neighbours in the first states; later two of them, others with each call. */
  state(state: PlainState): void {
    const nth = this.#next++;
    if (nth < STATES_WITH_ALL) for (const exchange of this.#exchanges) this.#exchange(state, exchange);
    else if (this.#exchanges.length > 0) this.#exchange(state, this.#exchanges[nth % this.#exchanges.length]);
  }

  #exchange(state: PlainState, { permutation, said }: Exchange): void {
    const image = permuted(this.#model.variables, state, permutation);
    this.#properties(state, image, said);
    for (const action of this.#model.actions) this.#action(action, state, image, permutation, said);
  }

  #action(action: ModelAction, state: PlainState, image: PlainState, permutation: Permutation, said: string): void {
    const { variables, spec } = this.#model;
    const there = new Map(this.#taken(action, image).map((taken) => [taken.text, taken]));
    const here = this.#taken(action, state);
    for (const { args, after } of here) {
      const exchanged = permuted(variables, after, permutation);
      const twin = there.get(this.#text(action, args, exchanged, permutation));
      if (twin === undefined)
        throw new SpecError(
          `${stepText(this.#model, action, args)} is not symmetric: with ${said} exchanged, in the state and in the arguments, it cannot be taken, or leads elsewhere. ${ADVICE}`,
        );
      this.#step(action, { before: state, after, args }, { before: image, after: twin.after, args: twin.args }, said);
    }
    if (here.length !== there.size)
      throw new SpecError(
        `${spec.name}.${action.name} is not symmetric: with ${said} exchanged it can be taken ${there.size} times, and ${here.length} times without. ${ADVICE}`,
      );
  }

  #taken(action: ModelAction, state: PlainState): Taken[] {
    const model = this.#model;
    return argumentsOf(model, action, state)
      .filter((args) => enabled(model, action, state, args))
      .map((args) => {
        const after = applied(model, action, state, args);
        return { args, after, text: this.#text(action, args, after, new Map()) };
      });
  }

  /** The arguments with ids exchanged, and the state, as a text. */
  #text({ parameters }: ModelAction, args: Arguments, after: PlainState, permutation: Permutation): string {
    const given = parameters.map(({ name, source }) => {
      const schema = sourceSchema(source);
      return keyOfValue(schema, permutedValue(schema, args[name], permutation));
    });
    return `${given.join("|")}|${keyOf(this.#model.variables, after)}`;
  }

  #properties(state: PlainState, image: PlainState, said: string): void {
    const { invariants, witnesses, within, terminal, spec } = this.#model;
    const all = [...invariants, ...witnesses, ...within, ...(terminal ? [{ name: "terminal", holds: terminal }] : [])];
    for (const { name, holds } of all) {
      if (Boolean(holds(state)) !== Boolean(holds(image))) this.#asymmetric(`${spec.name}: ${name}`, said);
    }
  }

  #step(
    { name }: ModelAction,
    one: { readonly before: PlainState; readonly after: PlainState; readonly args: Arguments },
    other: { readonly before: PlainState; readonly after: PlainState; readonly args: Arguments },
    said: string,
  ): void {
    const { steps, allow, spec } = this.#model;
    for (const property of [...steps, ...allow]) {
      const says = [one, other].map(({ before, after, args }) => Boolean(property.holds(before, after, { name, args })));
      if (says[0] !== says[1]) this.#asymmetric(`${spec.name}: ${property.name}`, said);
    }
  }

  #asymmetric(what: string, said: string): never {
    throw new SpecError(`${what} is not symmetric: it says something else when ${said} are exchanged. ${ADVICE}`);
  }
}

/** Neighbours: by exchanging them every order is reached. */
const exchangesOf = (domain: ScalarSchema): Exchange[] =>
  domain.values.slice(1).map((_, i) => {
    const images = domain.values.map((_, position) => position);
    [images[i], images[i + 1]] = [i + 1, i];
    return {
      permutation: new Map([[domain, images]]),
      said: `${domain.title}${i + 1} and ${domain.title}${i + 2}`,
    };
  });
