// The words a spec is written in.
export { tuple, type VariantOf, variants } from "./composite.ts";
export type { Domain } from "./domain.ts";
export { crashes, duplicates, loses, restarts } from "./fault.ts";
export { type Id, ids, type OrderedIds, orderedIds } from "./ids.ts";
export { type Instance, type InstanceOptions, instance, instancesOf, type Verdict } from "./instance.ts";
export { type Glimpse, type Hint, type Hints, type Mapping, type Observation, unobserved, type View } from "./mapping.ts";
export { type Mutant, mutant } from "./mutant.ts";
export { type Flight, type Messages, ordered, type Sent, sentMessages, unordered } from "./network.ts";
export { eventually, eventuallyAlways, implies, infinitelyOften, leadsTo, when } from "./property.ts";
export { refinement } from "./refinement.ts";
export { boolean, oneOf, optional, range } from "./scalars.ts";
export { type AnySpec, type Args, type Spec, type Step, spec } from "./spec.ts";
export { SpecError } from "./spec-error.ts";
export { ghost, listOf, mapOf, type ReadSet, record, setOf, type WriteSet } from "./state.ts";
export { majorities, subsets, subsetsOfSize } from "./subsets.ts";
export type { Initial, Read, Seen, Write } from "./type.ts";
