import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import { DEADLOCK } from "./model/properties.ts";
import type { PropertyKind, PropertyResult, Verdict } from "./result.ts";
import type { Decided } from "./run-liveness.ts";

/** What a search says of each property, in declared order; of what it has not found it says nothing before the end. */
export const propertyResults = (
  model: Model,
  search: Search | undefined,
  exhausted: boolean,
  live: Decided,
): Record<string, PropertyResult> => {
  const findings = new Map([...(search?.findings ?? []), ...live.findings].map((finding) => [finding.property, finding]));
  const promised = (kind: PropertyKind, broken: Verdict, name: string, isDecided = exhausted): [string, PropertyResult] => {
    const finding = findings.get(name);
    if (finding) return [name, { kind, verdict: broken, depth: finding.depth }];
    return [name, { kind, verdict: isDecided ? "verified" : "incomplete" }];
  };
  const witness = (name: string): [string, PropertyResult] => {
    const reached = search?.witnessed.get(name);
    if (reached) return [name, { kind: "witness", verdict: "verified", depth: reached.depth }];
    return [name, { kind: "witness", verdict: exhausted ? "unwitnessed" : "incomplete" }];
  };
  return Object.fromEntries([
    ...model.invariants.map(({ name }) => promised("invariant", "violated", name)),
    ...model.steps.map(({ name }) => promised("step", "violated", name)),
    ...model.witnesses.map(({ name }) => witness(name)),
    ...model.refinements.map(({ name }) => promised("refinement", "violated", name)),
    ...model.liveness.map(({ name }) => promised("liveness", "violated", name, live.isThrough)),
    ...(model.deadlock ? [promised("deadlock", "deadlocked", DEADLOCK)] : []),
  ]);
};
