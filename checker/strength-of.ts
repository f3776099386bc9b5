import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import type { Strength } from "./result.ts";
import { neverChanged } from "./symmetry/never-changed.ts";

/** How much an exhausted search says, and its liveness. */
export const strengthOf = (model: Model, search: Search, unledTo: readonly string[]): Strength => {
  const coverage = search.coverage();
  return {
    actionsNeverTaken: Object.entries(search.taken)
      .filter(([, times]) => times === 0)
      .map(([name]) => name),
    ...coverage,
    premisesNeverHeld: [...coverage.premisesNeverHeld, ...unledTo],
    ...(model.symmetric.length > 0
      ? { variablesNeverChanged: neverChanged(model, coverage.variablesNeverChanged, search.stateAt(0)) }
      : {}),
    witnesses: Object.fromEntries([...search.witnessed].map(([name, { depth }]) => [name, depth - 1])),
  };
};
