// Nothing that the protocol does may depend on its history: with that of another state it must do the same.
import { SpecError } from "../../../specs/language/spec-error.ts";
import type { Arguments, Loose, Model, ModelAction } from "../../model/model.ts";
import { isDense, type Schema } from "../../model/schema.ts";
import { keyOf } from "../../reference/key-of.ts";
import type { PlainState } from "../../reference/plain.ts";
import { plainRecord } from "../../reference/plain-record.ts";
import { applied, argumentsOf, enabled } from "../../reference/step.ts";
import { stepText } from "../../reference/step-text.ts";

/** A step of a state as it is: the state after it, and undefined where its action is disabled. */
export interface Tried {
  readonly action: ModelAction;
  readonly args: Arguments;
  readonly after: PlainState | undefined;
}

const hasGhosts = (schema: Schema): boolean => {
  if (schema.kind === "map") return hasGhosts(schema.values);
  return schema.kind === "ghost" || (schema.kind === "record" && Object.values(schema.fields).some(hasGhosts));
};

/** The value with the ghosts of another. */
const withGhosts = (schema: Schema, value: Loose, other: Loose): Loose => {
  if (schema.kind === "ghost") return other;
  if (!hasGhosts(schema)) return value;
  if (schema.kind === "record") {
    const fields = Object.entries(schema.fields);
    return plainRecord(Object.fromEntries(fields.map(([name, of]) => [name, withGhosts(of, value[name], other[name])])));
  }
  if (schema.kind !== "map") return value;
  const { keys, values } = schema;
  const items = keys.values.map((key: Loose) => [key, withGhosts(values, value[key], other[key])] as const);
  return Object.freeze(isDense(keys) ? items.map(([, item]) => item) : Object.fromEntries(items));
};

/** So many states are kept for their histories. */
const MOST_KEPT = 256;
/** Every state is asked about until so many steps were tried, and then one in so many. */
const ALL_STEPS = 2_000;
const ONE_IN = 8;

/** Takes the steps of each state given to it once more, with the history of one that was given earlier. */
export class GhostCheck {
  readonly #model: Model;
  readonly #whole: Schema;
  readonly #kept: PlainState[] = [];
  #asked = 0;
  #steps = 0;

  constructor(model: Model) {
    this.#model = model;
    this.#whole = { kind: "record", fields: Object.fromEntries(model.variables.map(({ name, schema }) => [name, schema])) };
  }

  static of(model: Model): GhostCheck | undefined {
    return model.variables.some(({ schema }) => hasGhosts(schema)) ? new GhostCheck(model) : undefined;
  }

  /** Throws a SpecError that names the action. All that was tried from the state is given, in order. */
  check(state: PlainState, tried: readonly Tried[]): void {
    const other = this.#another(state);
    if (this.#steps > ALL_STEPS && this.#asked % ONE_IN !== 0) return;
    this.#steps += tried.length;
    const haunted = withGhosts(this.#whole, state, other) as PlainState;
    if (this.#keyOf(haunted) === this.#keyOf(state)) return;
    for (const action of this.#model.actions) {
      const steps = tried.filter((step) => step.action === action);
      const again = this.#triedAgain(action, haunted);
      if (again === undefined) continue;
      if (again.length !== steps.length) this.#depends(`${this.#model.spec.name}.${action.name}: what it can be given`);
      for (const [i, { args, after }] of steps.entries()) this.#compare(action, args, after, again[i]);
    }
  }

  /** Any of the states so far, this one included from now on; which does not depend on chance. */
  #another(state: PlainState): PlainState {
    const kept = this.#kept;
    const other = kept.length > 0 ? kept[(this.#asked * 7_919) % kept.length] : state;
    kept[this.#asked++ % MOST_KEPT] = state;
    return other;
  }

  /** Undefined when a recipe ends in an error: no run leads to this state, and it need not bear it. */
  #triedAgain(action: ModelAction, state: PlainState): readonly Tried[] | undefined {
    try {
      return argumentsOf(this.#model, action, state).map((args) => ({
        action,
        args,
        after: enabled(this.#model, action, state, args) ? applied(this.#model, action, state, args) : undefined,
      }));
    } catch {
      return undefined;
    }
  }

  #compare(action: ModelAction, args: Arguments, after: PlainState | undefined, again: Tried): void {
    const step = stepText(this.#model, action, args);
    if (again.args !== args && stepText(this.#model, action, again.args) !== step)
      this.#depends(`${step}: what it can be given`);
    if ((after === undefined) !== (again.after === undefined)) this.#depends(`${step}: whether it is enabled`);
    if (after === undefined || again.after === undefined) return;
    const back = withGhosts(this.#whole, again.after, after) as PlainState;
    if (this.#keyOf(back) !== this.#keyOf(after)) this.#depends(`${step}: what it does`);
  }

  #keyOf(state: PlainState): string {
    return keyOf(this.#model.variables, state);
  }

  #depends(what: string): never {
    throw new SpecError(
      `${what} depends on a ghost. With the history of another state it would be otherwise: effects write ghosts and properties read them, and nothing that the protocol does may depend on them.`,
    );
  }
}
