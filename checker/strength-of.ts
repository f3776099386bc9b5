import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import type { Strength } from "./result.ts";

/** How much an exhausted search says, and its liveness. Up to symmetry it does not say of any one id what was never written. */
export const strengthOf = (model: Model, search: Search, unledTo: readonly string[]): Strength => {
  const coverage = search.coverage();
  return {
    actionsNeverTaken: Object.entries(search.taken)
      .filter(([, times]) => times === 0)
      .map(([name]) => name),
    ...coverage,
    premisesNeverHeld: [...coverage.premisesNeverHeld, ...unledTo],
    ...(model.symmetric.length > 0 ? { variablesNeverChanged: [] } : {}),
    witnesses: Object.fromEntries([...search.witnessed].map(([name, { depth }]) => [name, depth - 1])),
  };
};
