// All that a search tells, as data: what the two engines must tell alike.
import { compiledSearch } from "../../../checker/compile/search/compiled-search.ts";
import type { Pace } from "../../../checker/compile/search/pace.ts";
import type { Search } from "../../../checker/explore/search.ts";
import type { Model } from "../../../checker/model/model.ts";
import { hashOf } from "../../../checker/reference/hash-of.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import type { PlainState } from "../../../checker/reference/plain.ts";
import { referenceSearch } from "../../../checker/reference/reference-search.ts";

export const UNLIMITED = { states: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

/** Runs the search to its end, or to what it throws. */
export const ended = (search: Search, limits = UNLIMITED, slice = 1_000): string => {
  try {
    for (;;) {
      const came = search.advance(slice, limits);
      if (came !== "more") return came;
    }
  } catch (error) {
    return String(error);
  }
};

/** What a search that threw had counted until then is its own affair, and so is what it did about the state that found no room. */
export const summaryOf = (model: Model, search: Search, came: string) => {
  const run = (states: readonly PlainState[]) => states.map((state) => keyOf(model.variables, state));
  const { states, generated, depth, queue, cut, taken } = search;
  if (came.startsWith("SpecError")) return { came, failure: search.failure && run(search.failure.run()) };
  const { guardsAlwaysTrue, ...seen } = search.coverage();
  const stored = {
    came,
    states,
    depth,
    witnessed: Object.fromEntries(
      [...search.witnessed].map(([name, witness]) => [name, [witness.depth, ...run(witness.run())]]),
    ),
    seen,
    stored: hashOf(run([...search.stored()])),
  };
  if (came === "states") return stored;
  const findings = search.findings.map(({ kind, property, depth, run: runTo }) => ({
    kind,
    property,
    depth,
    run: run(runTo()),
  }));
  return { ...stored, generated, queue, cut, taken, guardsAlwaysTrue, findings };
};

/** As it is; compared to the end though made code at once; and never compared, by code that is made again and again. */
export const PACES: Readonly<Record<string, Pace | undefined>> = {
  "as it is": undefined,
  "coded and compared": { comparedSteps: Number.POSITIVE_INFINITY, comparedStates: 1, codedFirst: 1 },
  "never compared": { comparedSteps: 0, comparedStates: Number.POSITIVE_INFINITY, codedFirst: 2 },
};

export const byReference = (model: Model, limits = UNLIMITED) => {
  const search = referenceSearch(model);
  return summaryOf(model, search, ended(search, limits));
};
export const byCompiled = (model: Model, pace: Pace | undefined, limits = UNLIMITED) => {
  const search = compiledSearch(model, pace);
  return summaryOf(model, search, ended(search, limits));
};
