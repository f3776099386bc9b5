import type { AnySpec, Instance, Mutant } from "../specs/language/index.ts";
import { SpecError } from "../specs/language/spec-error.ts";
import { concluded } from "./concluded.ts";
import { type Engine, engineFor } from "./engine.ts";
import type { Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import { modelOf } from "./model/model-of.ts";
import { propertyResults } from "./property-results.ts";
import type { CheckOptions, Result } from "./result.ts";
import { type Decided, runLiveness, UNDECIDED } from "./run-liveness.ts";
import { type Ending, runSearch } from "./run-search.ts";
import { traceOf } from "./trace/trace-of.ts";
import { validateOptions } from "./validate-options.ts";
import { isWorker } from "./workers/is-worker.ts";

type AnyInstance = Instance<AnySpec>;

/** Decides whether an instance keeps its promises within its bounds. Whatever goes wrong is a result, too: nothing is thrown. */
export const check = async (instance: AnyInstance, options: CheckOptions = {}): Promise<Result> => {
  // The module that a worker imports may itself say what is to be checked: that is under way.
  if (isWorker()) return new Promise(() => {});
  let model: Model;
  let engine: Engine;
  try {
    validateOptions(options);
    model = modelOf(instance, options.properties, options.symmetry);
    refuseHash(model, options);
    engine = await engineFor(model, options);
  } catch (error) {
    return failed(emptyResult(instance, options), error);
  }
  const { search } = engine;
  try {
    // Not spread: an error's stack, which is not for printing, would be lost.
    return Object.assign(await decided(model, search, options), workersOf(engine, options));
  } finally {
    await search.end?.();
  }
};

const decided = async (model: Model, search: Search, options: CheckOptions): Promise<Result> => {
  const { ending: searched, seconds } = await runSearch(search, options);
  const live = searched === "exhausted" ? await runLiveness(model, search, seconds, options) : UNDECIDED;
  const ending = searched === "exhausted" ? live.ending : searched;
  const result = resultOf(model, search, { ending, live, seconds: seconds + live.seconds });
  if (typeof ending === "object" && search.findings.length === 0)
    return failed({ ...result, ...ranInto(model, search, ending.thrown) }, ending.thrown);
  if (ending === "exhausted" && search.states === 0) return failed(result, nothingWithin(model, search));
  try {
    return {
      ...result,
      ...concluded(model, search, { ...live, ending, findings: [...search.findings, ...live.findings] }, options),
    };
  } catch (error) {
    return failed(result, error);
  }
};

/** What was not looked at must not count as verified. */
const nothingWithin = ({ target }: Model, { cut }: Search): SpecError => {
  const bounds = Object.entries(cut).flatMap(([name, times]) => (times > 0 ? [`${name} cuts off ${times}`] : []));
  return new SpecError(
    `${target}: no initial state is within the bounds (${bounds.join(", ")}), so that there was nothing to check. Bounds must hold in some initial state.`,
  );
};

/** Which state stands for its orbit is the engine's choice. */
const refuseHash = ({ symmetric }: Model, { hash }: CheckOptions): void => {
  if (hash && symmetric.length > 0)
    throw new SpecError("the hash of all states is not told with symmetry. Leave the one or the other out.");
};

const emptyResult = (instance: AnyInstance, { engine = "compiled" }: CheckOptions): Result => ({
  schema: 1,
  verdict: "error",
  expected: instance?.options?.expect?.verdict ?? "verified",
  target: instance?.target ?? "unknown",
  ...mutantOf(instance),
  engine,
  states: 0,
  generated: 0,
  depth: 0,
  cut: {},
  seconds: 0,
  statesPerSecond: 0,
  generatedPerSecond: 0,
  bytesPerState: 0,
  properties: {},
  actions: {},
  violations: [],
  mismatches: [],
});

const mutantOf = (instance: AnyInstance): { readonly mutant?: string } => {
  const { mutant } = (instance ?? {}) as Partial<Mutant<AnySpec>>;
  return mutant === undefined ? {} : { mutant };
};

interface Ended {
  readonly ending: Ending;
  readonly live: Decided;
  readonly seconds: number;
}

/** The counts of a search, as far as it came. */
const resultOf = (model: Model, search: Search, { ending, live, seconds }: Ended): Result => {
  const { engine, states, generated, depth, cut, taken, bytes } = search;
  const rate = (count: number) => (seconds > 0 ? Math.round(count / seconds) : 0);
  return {
    ...emptyResult(model.instance, { engine }),
    ...symmetricOf(model, search),
    states,
    generated,
    depth,
    cut: { ...cut },
    seconds,
    statesPerSecond: rate(states),
    generatedPerSecond: rate(generated),
    bytesPerState: states > 0 ? Math.round(bytes / states) : 0,
    properties: propertyResults(model, search, ending === "exhausted", live),
    actions: { ...taken },
  };
};

/** How many have searched, where more than one were asked for. */
const workersOf = ({ search, alone }: Engine, { workers = 1 }: CheckOptions): Pick<Result, "workers"> => {
  if (workers === 1) return {};
  const { threads, alone: why } = search.threads ?? { threads: 1, alone };
  return { workers: { asked: workers, used: threads, ...(why === undefined ? {} : { alone: why }) } };
};

const symmetricOf = ({ symmetric }: Model, { perRepresentative }: Search): Pick<Result, "symmetric"> => {
  if (symmetric.length === 0) return {};
  const ids = symmetric.map(({ title }) => title);
  return { symmetric: perRepresentative === undefined ? { ids } : { ids, microseconds: Number(perRepresentative.toFixed(2)) } };
};

/** The run to the state at which the spec turned out to be wrong, where the search knows it. */
const ranInto = (model: Model, search: Search, thrown: unknown): Partial<Result> => {
  if (!search.failure || !(thrown instanceof SpecError)) return {};
  try {
    return { violations: [traceOf(model, search.failure.run(), { verdict: "error", error: thrown.message })] };
  } catch {
    // Where no run can be shown the message must do.
    return {};
  }
};

const failed = (result: Result, error: unknown): Result => {
  const said = error instanceof Error ? error.message : String(error);
  const message = error instanceof SpecError ? said : `unexpected ${error instanceof Error ? error.name : "error"}: ${said}`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // For whoever asks where it was thrown; of no interest to whoever prints the result.
  return Object.defineProperty({ ...result, verdict: "error" as const, message }, "stack", {
    value: (cause as Error)?.stack ?? said,
  });
};
