import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import type { Strength } from "./result.ts";

/** How much an exhausted search says. Up to symmetry it does not say of any one id what was never written. */
export const strengthOf = (model: Model, search: Search): Strength => ({
  actionsNeverTaken: Object.entries(search.taken)
    .filter(([, times]) => times === 0)
    .map(([name]) => name),
  ...search.coverage(),
  ...(model.symmetric.length > 0 ? { variablesNeverChanged: [] } : {}),
  witnesses: Object.fromEntries([...search.witnessed].map(([name, { depth }]) => [name, depth - 1])),
});
