import type { Arguments, Model } from "../model/model.ts";
import type { PropertyKind } from "../result.ts";
import { decided } from "./decided.ts";
import type { PlainState } from "./plain.ts";
import { RefinementCheck } from "./refinement-check.ts";

export interface Violated {
  readonly kind: PropertyKind;
  readonly property: string;
}
const NONE: ReadonlySet<string> = new Set();

type Step = { readonly name: string; readonly args: Arguments };

/** What a model's properties and bounds say of states and steps, in declared order. */
export class Judge {
  private readonly model: Model;
  private readonly refinements: readonly RefinementCheck[];

  constructor(model: Model) {
    this.model = model;
    this.refinements = model.refinements.map((refinement) => new RefinementCheck(model, refinement));
  }

  /** The invariants that do not hold. */
  state(state: PlainState): Violated[] {
    const violated = this.model.invariants.filter(({ name, holds }) => !this.asked("invariant", name, () => holds(state)));
    return violated.map(({ name }) => ({ kind: "invariant", property: name }));
  }

  /** The refinements whose spec does not start so. */
  initial(state: PlainState): Violated[] {
    return this.refinements.filter((check) => !check.starts(state)).map(({ name }) => ({ kind: "refinement", property: name }));
  }

  /** The step properties that do not hold, and the refinements whose spec has no such step. */
  step(before: PlainState, after: PlainState, step: Step): Violated[] {
    const violated = this.model.steps.filter(
      ({ name, holds }) => !this.asked("step property", name, () => holds(before, after, step)),
    );
    const strangers = this.refinements.filter((check) => !check.steps(before, after));
    return [
      ...violated.map(({ name }): Violated => ({ kind: "step", property: name })),
      ...strangers.map(({ name }): Violated => ({ kind: "refinement", property: name })),
    ];
  }

  /** The witnesses that the state is, but for those that are known already, which are not asked. */
  witnessed(state: PlainState, known: { readonly has: (name: string) => boolean } = NONE): string[] {
    return this.model.witnesses
      .filter(({ name, holds }) => !known.has(name) && this.asked("witness", name, () => holds(state)))
      .map(({ name }) => name);
  }

  /** The first condition of `within` that the state does not meet. */
  outside(state: PlainState): string | undefined {
    return this.model.within.find(({ name, holds }) => !this.asked("within", name, () => holds(state)))?.name;
  }

  /** The first condition of `allow` that refuses the step. */
  refused(before: PlainState, after: PlainState, step: Step): string | undefined {
    return this.model.allow.find(({ name, holds }) => !this.asked("allow", name, () => holds(before, after, step)))?.name;
  }

  /** Whether it is right that nothing more happens. */
  terminal(state: PlainState): boolean {
    const { terminal } = this.model;
    return terminal !== undefined && this.asked("terminal", "", () => terminal(state));
  }

  private asked(kind: string, name: string, predicate: () => unknown): boolean {
    return decided(`${this.model.spec.name}: ${kind} ${name}`.trimEnd(), predicate);
  }
}
