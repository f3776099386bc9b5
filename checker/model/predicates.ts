// What a model asks of its states and of its steps: whoever samples asks all of it.
import type { Model, Refinement } from "./model.ts";

/** Of states: properties, bounds, and whether they are terminal. */
export const statePredicates = ({ invariants, witnesses, within, terminal }: Model): Model["within"] => [
  ...invariants,
  ...witnesses,
  ...within,
  ...(terminal ? [{ name: "terminal", holds: terminal }] : []),
];

/** Of steps: properties and bounds. Of what stands for a refinement its mapping, and the other spec, are to be asked instead. */
export const stepPredicates = ({ steps, allow }: Model): Model["allow"] => [
  ...steps.filter(({ refines }) => refines === undefined),
  ...allow,
];

/** Refinements, also those that properties of steps stand for. */
export const refinementsOf = ({ refinements, steps }: Model): readonly Refinement[] => [
  ...refinements,
  ...steps.flatMap(({ refines }) => refines ?? []),
];
