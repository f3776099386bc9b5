import type { Search } from "./explore/search.ts";
import type { Strength } from "./result.ts";

/** How much an exhausted search says. */
export const strengthOf = (search: Search): Strength => ({
  actionsNeverTaken: Object.entries(search.taken)
    .filter(([, times]) => times === 0)
    .map(([name]) => name),
  ...search.coverage(),
  witnesses: Object.fromEntries([...search.witnessed].map(([name, { depth }]) => [name, depth - 1])),
});
