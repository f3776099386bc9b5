import type { Crew } from "./compile/parallel/crew.ts";
import type { Alone } from "./explore/alone.ts";
import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import { referenceSearch } from "./reference/reference-search.ts";
import type { CheckOptions } from "./result.ts";

/** A search, and why it is by one thread though more were asked for, where that is known from the start. */
export interface Engine {
  readonly search: Search;
  readonly alone?: Alone;
}

/** A search by the engine asked for: the compiled one, unless another is named. Its code is loaded when it is first needed. */
export const searchBy = async (engine: CheckOptions["engine"] = "compiled", model: Model, crew?: Crew): Promise<Search> => {
  if (engine === "reference") return referenceSearch(model);
  const { compiledSearch } = await import("./compile/search/compiled-search.ts");
  return compiledSearch(model, undefined, crew);
};

/** The same, by as many threads as are asked for where they can be had. */
export const engineFor = async (model: Model, options: CheckOptions): Promise<Engine> => {
  const { engine, workers = 1 } = options;
  if (workers === 1) return { search: await searchBy(engine, model) };
  if (engine === "reference") return { search: await searchBy(engine, model), alone: { why: "reference" } };
  const crew = await crewFor(model, options, workers);
  const search = await searchBy(engine, model, crew);
  return crew === undefined ? { search, alone: { why: "unaddressed" } } : { search };
};

const crewFor = async (
  { instance }: Model,
  { properties, symmetry }: CheckOptions,
  workers: number,
): Promise<Crew | undefined> => {
  const { whereaboutsOf } = await import("./workers/whereabouts.ts");
  const where = whereaboutsOf(instance);
  if (where === undefined) return undefined;
  const { ThreadCrew } = await import("./workers/thread-crew.ts");
  return new ThreadCrew(workers - 1, { where, properties, symmetry });
};
