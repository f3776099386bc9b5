import type { ActionsOf, Instance, PropertyOf } from "./instance.ts";
import { membersOf, refuseUnknown } from "./members.ts";
import type { Fair } from "./property.ts";
import type { Action, AnySpec, Choice } from "./spec.ts";
import { SpecError } from "./spec-error.ts";
import type { Initial } from "./type.ts";

type Overrides<S, A> = { readonly [K in keyof A]?: Partial<Omit<Action<S, A[K]>, "params">> };

/** A mistake: in actions, in what is fair, in the initial states, or in a network put in place of another. */
export interface Mutation<D extends AnySpec, Q = unknown> {
  readonly actions?: Overrides<D["state"], ActionsOf<D>>;
  /** In place of what is fair in the spec. */
  readonly fairness?: { readonly [K in keyof ActionsOf<D>]?: Fair<keyof ActionsOf<D>[K]> };
  readonly init?: Initial<D["state"]> | Choice<D["state"], Q>;
  readonly networks?: { readonly [K in keyof D["state"]]?: D["state"][K] };
  /** The property that must be violated, or never witnessed, when it is checked alone. */
  readonly breaks: PropertyOf<D> | "deadlock";
  /** How many actions the shortest counterexample takes. */
  readonly after?: number;
  /** What else is violated somewhere: the list must be complete. */
  readonly also?: readonly (PropertyOf<D> | "deadlock")[];
}

/** An instance with a named mistake in it, which the checker must notice. */
export interface Mutant<out D extends AnySpec> extends Instance<D> {
  readonly mutant: string;
  readonly breaks: string;
  readonly after?: number;
  readonly also: readonly string[];
  /** The unbroken twin, which must be exhausted clean. */
  readonly base: Instance<D>;
}

type Loose = Record<string, any>;

const MUTATION = membersOf<Mutation<AnySpec>>({
  actions: true,
  fairness: true,
  init: true,
  networks: true,
  breaks: true,
  after: true,
  also: true,
});
const OVERRIDE = membersOf<Omit<Action<any, any>, "params">>({
  when: true,
  by: true,
  environment: true,
  guard: true,
  effect: true,
});
/** A fault can be put in the place of another. */
const OF_FAULTS = ["params", "fault", "upon"];

const known = (names: string) => `it has ${names || "none"}`;

const changedGuard = (mutant: string, action: string, guard: unknown, change: unknown) => {
  if (typeof guard !== "object" || typeof change !== "object" || change === null) return change;
  for (const condition of Object.keys(change as Loose)) {
    if (!Object.hasOwn(guard as Loose, condition)) {
      throw new SpecError(
        `mutant "${mutant}": ${action} has no condition "${condition}"; ${known(Object.keys(guard as Loose).join(", "))}`,
      );
    }
  }
  return { ...(guard as Loose), ...(change as Loose) };
};

const changedActions = (mutant: string, actions: Loose, changes: Loose): Loose => {
  const changed = { ...actions };
  for (const [name, change] of Object.entries(changes)) {
    if (!Object.hasOwn(actions, name)) {
      throw new SpecError(`mutant "${mutant}": there is no action "${name}"; ${known(Object.keys(actions).join(", "))}`);
    }
    if (typeof change !== "object" || change === null)
      throw new SpecError(`mutant "${mutant}": the change of ${name} gives nothing; write { effect: ... } or { guard: ... }`);
    refuseUnknown(`mutant "${mutant}": ${name}`, change, OVERRIDE, OF_FAULTS);
    const { guard } = actions[name];
    changed[name] = { ...actions[name], ...change };
    if ("guard" in change) changed[name].guard = changedGuard(mutant, name, guard, change.guard);
  }
  return changed;
};

/** The other network answers to the old one's identity, by which actions and faults refer to it. */
const changedState = (mutant: string, state: Loose, networks: Loose): Loose => {
  const changed = { ...state };
  for (const [name, network] of Object.entries(networks)) {
    if (state[name]?.kind !== "network") {
      const names = Object.keys(state).filter((variable) => state[variable].kind === "network");
      throw new SpecError(`mutant "${mutant}": "${name}" is not a network of the spec; ${known(names.join(", "))}`);
    }
    changed[name] = { ...network, standsFor: state[name] };
  }
  return changed;
};

/** Refuses a mistake without a name, and promises that could never come true. */
const refuseUnnamed = (name: unknown, mutation: Loose | undefined): void => {
  if (typeof name !== "string" || name.trim() === "" || name.includes("\n"))
    throw new SpecError(`a mutant says its mistake in words, on one line: mutant(base, "promise forgotten", { ... })`);
  if (typeof mutation?.breaks !== "string")
    throw new SpecError(`mutant "${name}" breaks nothing; name the property that it breaks: { ..., breaks: "agreement" }`);
  const { after, also } = mutation;
  if (after !== undefined && !(Number.isInteger(after) && after >= 0))
    throw new SpecError(`mutant "${name}": after is ${JSON.stringify(after)}. Give a whole number of actions, or leave it out`);
  if (also !== undefined && !Array.isArray(also))
    throw new SpecError(`mutant "${name}": also is ${JSON.stringify(also)}. Give a list of properties: ["agreement"]`);
};

/** The base with a named mistake in it. A guard's conditions are replaced one by one, by name. */
export const mutant = <D extends AnySpec, Q>(base: Instance<D>, name: string, mutation: Mutation<NoInfer<D>, Q>): Mutant<D> => {
  refuseUnnamed(name, mutation);
  refuseUnknown(`mutant "${name}"`, mutation, MUTATION);
  const { actions = {}, fairness = base.spec.fairness, init, networks = {}, breaks, after, also = [] } = mutation;
  const { expect: _ofTheBase, ...bounds } = base.options;
  const spec = {
    ...base.spec,
    actions: changedActions(name, base.spec.actions, actions),
    state: changedState(name, base.spec.state, networks),
    ...(fairness === undefined ? {} : { fairness }),
  } as unknown as D;
  const options = init === undefined ? bounds : { ...bounds, init };
  const promised = { breaks: breaks as string, also: also as readonly string[], ...(after === undefined ? {} : { after }) };
  return { ...base, spec, options, mutant: name, base, ...promised };
};
