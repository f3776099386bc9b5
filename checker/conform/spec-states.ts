// The spec's states that were ever looked at, each once, with the steps that were looked for from it.
import type { Arguments, Model, ModelAction } from "../model/model.ts";
import { build } from "../reference/build.ts";
import { decided } from "../reference/decided.ts";
import { keyOf } from "../reference/key-of.ts";
import type { PlainState } from "../reference/plain.ts";
import { applied, argumentsOf, enabled } from "../reference/step.ts";
import type { Wanted } from "./hinted.ts";
import { holds } from "./leaf-holds.ts";

/** A state of the spec; equal states are one object, as long as none was forgotten. */
export interface SpecState {
  /** In the order in which they were met. */
  readonly index: number;
  readonly state: PlainState;
  readonly key: string;
  /** What was found out about it: the steps that were looked for, and the invariants that it breaks. */
  steps: Map<Wanted, readonly SpecStep[]> | undefined;
  broken: readonly string[] | undefined;
}

/** A step of the spec. */
export interface SpecStep {
  readonly action: ModelAction;
  readonly args: Arguments;
  readonly to: SpecState;
}

export class SpecStates {
  readonly model: Model;
  /** How many there were in all; one that was forgotten and met again counts again. */
  met = 0;
  private readonly known = new Map<string, SpecState>();
  // Few hints are about actions whose arguments depend on the state, and these are lost with their hints.
  private readonly rows = new WeakMap<Wanted, readonly [all: readonly Arguments[], fitting: readonly Arguments[]]>();

  constructor(model: Model) {
    this.model = model;
  }

  get size(): number {
    return this.known.size;
  }

  initial(): readonly SpecState[] {
    const { initials, variables, spec } = this.model;
    const states = initials.map((initial) => this.one(build(variables, initial, `${spec.name}: init`)));
    return [...new Set(states)];
  }

  /** The steps from a state that are what is wanted, in declared order. */
  from(before: SpecState, wanted: Wanted): readonly SpecStep[] {
    const known = before.steps?.get(wanted);
    if (known) return known;
    const found = this.find(before, wanted);
    (before.steps ??= new Map()).set(wanted, found);
    return found;
  }

  /** The arguments that the action can be given there and that are what is wanted, whether or not it is enabled. */
  offered({ state }: SpecState, wanted: Wanted): readonly Arguments[] {
    const all = argumentsOf(this.model, wanted.action, state);
    const known = this.rows.get(wanted);
    if (known?.[0] === all) return known[1];
    const fitting = wanted.args.leaves.length === 0 ? all : all.filter((args) => holds(wanted.args, args));
    this.rows.set(wanted, [all, fitting]);
    return fitting;
  }

  /** The invariants of the spec that the state breaks. */
  broke(at: SpecState): readonly string[] {
    if (at.broken) return at.broken;
    const { invariants, spec } = this.model;
    const says = ({ name, holds }: (typeof invariants)[number]) =>
      decided(`${spec.name}: invariant ${name}`, () => holds(at.state));
    return (at.broken = invariants.filter((invariant) => !says(invariant)).map(({ name }) => name));
  }

  /** Keeps these states alone. */
  keep(states: Iterable<SpecState>): void {
    this.known.clear();
    for (const state of states) {
      state.steps = undefined;
      this.known.set(state.key, state);
    }
  }

  private find(before: SpecState, wanted: Wanted): readonly SpecStep[] {
    const { action } = wanted;
    const taken: SpecStep[] = [];
    for (const args of this.offered(before, wanted)) {
      if (!enabled(this.model, action, before.state, args)) continue;
      taken.push({ action, args, to: this.one(applied(this.model, action, before.state, args)) });
    }
    return taken;
  }

  private one(state: PlainState): SpecState {
    const key = keyOf(this.model.variables, state);
    const known = this.known.get(key);
    if (known) return known;
    const met: SpecState = { index: this.met++, state, key, steps: undefined, broken: undefined };
    this.known.set(key, met);
    return met;
  }
}
