import type { Expectation, Instance, InstanceOptions } from "../../specs/language/instance.ts";
import { membersOf, refuseUnknown } from "../../specs/language/members.ts";
import type { Action, AnySpec } from "../../specs/language/spec.ts";
import type { Loose } from "./model.ts";

const SPEC = membersOf<Omit<AnySpec, "properties">>({
  name: true,
  state: true,
  init: true,
  actions: true,
  invariants: true,
  steps: true,
  witnesses: true,
  refines: true,
  liveness: true,
  fairness: true,
  symmetric: true,
  terminal: true,
});

const ACTION = membersOf<Action<Loose, Loose>>({
  when: true,
  by: true,
  environment: true,
  params: true,
  guard: true,
  effect: true,
});

const OPTIONS = membersOf<InstanceOptions<AnySpec>>({
  name: true,
  default: true,
  init: true,
  within: true,
  allow: true,
  deadlockAllowed: true,
  outOfReach: true,
  symmetry: true,
  expect: true,
});

const EXPECTATION = membersOf<Expectation>({ verdict: true, states: true, generated: true, depth: true });

/** Refuses whatever stands under a misspelt name in an instance or its spec, also in actions that these constants leave out. */
export const knownMembers = ({ spec, target, options }: Instance<AnySpec>): void => {
  refuseUnknown(spec.name, spec, SPEC, ["properties"]);
  for (const [name, action] of Object.entries(spec.actions ?? {})) {
    refuseUnknown(`${spec.name}.${name}`, action, ACTION, ["fault", "upon"]);
  }
  refuseUnknown(`${target}: options`, options, OPTIONS);
  refuseUnknown(`${target}: options.expect`, options.expect, EXPECTATION);
};
