import { modelOf } from "../../checker/model/model-of.ts";
import { keyOf } from "../../checker/reference/key-of.ts";
import { referenceSearch } from "../../checker/reference/reference-search.ts";
import type { AnySpec, Instance } from "../../specs/language/index.ts";

/** Searches with the reference engine to the end, and tells what was found as a table can hold it. */
export const searched = (instance: Instance<AnySpec>, properties?: readonly string[]) => {
  const model = modelOf(instance, properties);
  const search = referenceSearch(model);
  let ended: string;
  do ended = search.advance(1_000, { states: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY });
  while (ended === "more");
  const { states, generated, depth, cut, taken } = search;
  return {
    ended,
    counts: [states, generated, depth] as const,
    cut,
    taken,
    findings: search.findings.map(({ property, depth }) => [property, depth] as const),
    runs: search.findings.map((finding) => finding.run()),
    witnessed: Object.fromEntries([...search.witnessed].map(([name, { depth }]) => [name, depth])),
    coverage: search.coverage(),
    keys: Array.from(search.stored(), (state) => keyOf(model.variables, state)),
  };
};
