import type { Model, Refinement, StepProperty } from "../../model/model.ts";
import { build } from "../../reference/build.ts";
import { RefinementCheck } from "../../reference/refinement-check.ts";
import { Abstraction } from "../search/abstraction.ts";

/**
 * The model with its refinements as properties of steps, where states are counted up to symmetry: a step leads to a state whose
 * representative need not be one that the refined spec can step to. A model that does not start as it should is searched
 * without symmetry, and not beyond its initial states.
 */
export const refinedBySteps = (model: Model): Model => {
  const { refinements, symmetric, steps } = model;
  if (symmetric.length === 0 || refinements.length === 0) return model;
  if (!startsAsRefined(model)) return { ...model, symmetric: [] };
  return { ...model, refinements: [], steps: [...steps, ...refinements.map(asStep)] };
};

const startsAsRefined = (model: Model): boolean =>
  model.refinements.every((refinement) => {
    const check = new RefinementCheck(model, refinement);
    return model.initials.every((initial) => check.starts(build(model.variables, initial, `${model.spec.name}: init`)));
  });

const asStep = (refinement: Refinement): StepProperty => {
  const abstraction = new Abstraction(refinement, undefined);
  return {
    name: refinement.name,
    refines: refinement,
    holds: (before, after) => abstraction.isStep(before, after),
  };
};
