import type { Arguments, Loose, Model } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { RefinementCheck } from "../reference/refinement-check.ts";
import { stateToJson } from "../reference/state-json.ts";
import type { PropertyKind, Why } from "../result.ts";
import { becauseOf } from "./because.ts";
import { valuesByTitle } from "./values-by-title.ts";

/** Where a property is violated: the last state, and of a step the state before it and what was done. */
export interface Place {
  readonly after: PlainState;
  readonly before?: PlainState;
  readonly step?: { readonly name: string; readonly args: Arguments };
}

/** Why a property is violated there; a deadlock has no other reason than that nothing happens. */
export const whyOf = (model: Model, kind: PropertyKind, property: string, { before, after, step }: Place): Why | undefined => {
  const because = (predicate: () => unknown): Why => ({ because: becauseOf(predicate, valuesByTitle(model)) });
  switch (kind) {
    case "invariant": {
      const holds: Loose = named(model.invariants, property).holds;
      // Of an implication the premise held, or it would not be violated.
      const conclusion = holds.conclusion ?? holds;
      return because(() => conclusion(after));
    }
    case "witness":
      return because(() => named(model.witnesses, property).holds(after));
    case "step":
      return before && step ? because(() => named(model.steps, property).holds(before, after, step)) : undefined;
    case "refinement":
      return refinement(model, property, before, after);
    default:
      return undefined;
  }
};

/** The step as the other spec sees it, which has no such step. */
const refinement = (model: Model, property: string, before: PlainState | undefined, after: PlainState): Why => {
  const check = new RefinementCheck(model, named(model.refinements, property));
  const seen = (state: PlainState) => stateToJson(check.other.variables, check.image(state));
  const abstract = { of: check.other.spec.name, after: seen(after) };
  return { because: [], abstract: before ? { ...abstract, before: seen(before) } : abstract };
};

const named = <T extends { readonly name: string }>(properties: readonly T[], name: string): T => {
  const found = properties.find((property) => property.name === name);
  if (!found) throw new Error(`the model has no property ${name}`);
  return found;
};
