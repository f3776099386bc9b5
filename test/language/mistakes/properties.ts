// Mistakes in what a spec promises.
import { eventually, implies, leadsTo, refinement, spec, when } from "../../../specs/language/index.ts";
import { RM, someone, started, state, two } from "./setting.ts";

const yes = () => true;

export const properties = spec({
  name: "properties",
  state,
  init: started,
  actions: { right: { params: { i: RM }, effect: (s, { i }) => void (s.rm[i].level = "high") } },
  invariants: {
    // @ts-expect-error a property that writes
    writes: (s) => (s.rm[someone].level = "high") === "high",
    premise: implies(
      // @ts-expect-error a premise that can never hold
      (s) => s.rm[someone].level === "hihg",
      () => true,
    ),
    // @ts-expect-error an implication inside a predicate
    inside: (s) => RM.every((i) => implies(yes, () => s.rm[i].level === "high")),
    // @ts-expect-error a word for the answer of a predicate
    word: (s) => RM.some((i) => s.rm[i].level),
    // @ts-expect-error a conditional property that reads what there is not
    conditional: when(true, (s) => s.wier.size === 0),
    // @ts-expect-error an obligation of liveness for an invariant
    kind: eventually((s) => s.wire.size === 0),
  },
  steps: {
    // @ts-expect-error an action that does not exist
    unknownAction: (_before, _after, action) => action.name !== "rihgt",
    // @ts-expect-error an argument of another action
    argument: (_before, _after, action) => action.name !== "right" || action.args.m === 1,
  },
  refines: {
    // @ts-expect-error a mapping that leaves out a variable
    variable: refinement(two, (s) => ({ mr: s.wire.size })),
    // @ts-expect-error a mapping that leaves out a field
    field: refinement(two, () => ({ rm: () => ({}) })),
    // @ts-expect-error a mapping to a value that the other spec does not have
    value: refinement(two, (s) => ({ rm: (i) => ({ state: s.rm[i].level }) })),
  },
  fairness: {
    // @ts-expect-error fairness of an action that does not exist
    rihgt: "weak",
  },
  liveness: {
    // @ts-expect-error a predicate for an obligation
    plain: (s) => s.wire.size === 0,
    unknownVariable: leadsTo(
      // @ts-expect-error an obligation that reads what there is not
      (s) => s.wier.size > 0,
      () => true,
    ),
  },
});
