import type { AnySpec, Instance, Mutant } from "../../specs/language/index.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Model } from "../model/model.ts";
import { modelOf } from "../model/model-of.ts";
import { MEBIBYTE, SLICE } from "../run-search.ts";
import { type RunsEnding, type Settled, settledOptions } from "./settled-options.ts";
import type { Shrunk } from "./shrink.ts";
import type { SimulateOptions, SimulateResult } from "./simulate-result.ts";
import type { Simulator } from "./simulator.ts";

type AnyInstance = Instance<AnySpec>;

/**
 * Takes random runs of an instance whose states are too many to be visited all. Whatever goes wrong is a result, too: nothing
 * is thrown. That nothing was found verifies nothing.
 */
export const simulate = async (instance: AnyInstance, options: SimulateOptions = {}): Promise<SimulateResult> => {
  let settled: Settled | undefined;
  let model: Model;
  let simulator: Simulator;
  try {
    settled = settledOptions(options);
    model = modelOf(instance, options.properties, false);
    const { Simulator } = await import("./simulator.ts");
    simulator = new Simulator(model, { ...settled, bytes: settled.memory * MEBIBYTE });
  } catch (error) {
    return failed(emptyResult(instance, settled ?? NOTHING), error);
  }
  const empty = emptyResult(instance, settled);
  try {
    const { concludedRuns } = await import("./concluded-runs.ts");
    const { ending, seconds } = await runAll(simulator, settled, options);
    const shrunk = await shrinkFound(simulator, seconds, options);
    return concludedRuns(model, simulator, { ending, seconds, empty, shrunk });
  } catch (error) {
    return failed(empty, error);
  }
};

const BETWEEN_PROGRESS = 100;

/** Takes run after run in slices, between which the signal, the time and progress have their turn. */
const runAll = async (
  simulator: Simulator,
  { seconds: most, run }: Settled,
  { signal, onProgress }: SimulateOptions,
): Promise<{ readonly ending: RunsEnding; readonly seconds: number }> => {
  let spent = 0;
  let told = performance.now();
  let isShowing = false;
  const ended = (ending: RunsEnding) => ({ ending, seconds: spent / 1_000 });
  for (;;) {
    if (signal?.aborted) return ended("interrupted");
    if (spent >= most * 1_000) return ended("time");
    const start = performance.now();
    const slice = Math.min(SLICE, most * 1_000 - spent);
    const came = isShowing ? simulator.advanceShown(slice) : simulator.advance(slice);
    spent += performance.now() - start;
    if (came === "done" && run !== undefined && !isShowing) isShowing = true;
    else if (came !== "more") return ended(came);
    if (onProgress && performance.now() - told >= BETWEEN_PROGRESS) {
      told = performance.now();
      const { runs, steps } = simulator.tally;
      onProgress({ runs, steps, seconds: spent / 1_000 });
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

/** Makes the run that was found short, in slices; what there is by an interruption is shown. */
const shrinkFound = async (
  simulator: Simulator,
  seconds: number,
  { signal, onProgress }: SimulateOptions,
): Promise<Shrunk | undefined> => {
  const { broken, tally } = simulator;
  if (broken === undefined) return undefined;
  const shrinking = simulator.shrinking(broken);
  const tell = (run: typeof broken.run) => {
    const { runs, steps } = tally;
    const [actions, shown] = [broken.run, run].map((one) => one.steps.length);
    onProgress?.({ runs, steps, seconds, shrinking: { actions, shown } });
  };
  tell(broken.run);
  let told = performance.now();
  for (;;) {
    const until = performance.now() + SLICE;
    let step = shrinking.next();
    while (!step.done && !signal?.aborted && performance.now() < until) step = shrinking.next();
    if (step.done) return step.value;
    if (signal?.aborted) return { ...step.value, isShortest: false, isUnfinished: true };
    if (performance.now() - told >= BETWEEN_PROGRESS) {
      told = performance.now();
      tell(step.value);
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

const NOTHING = { seed: 0, guide: "mixed", depth: 0 } as const;

const emptyResult = (
  instance: AnyInstance,
  { seed, guide, depth }: Pick<Settled, "seed" | "guide" | "depth">,
): SimulateResult => {
  const { mutant } = (instance ?? {}) as Partial<Mutant<AnySpec>>;
  return {
    schema: 1,
    verdict: "error",
    expected: instance?.options?.expect?.verdict ?? "verified",
    target: instance?.target ?? "unknown",
    ...(mutant === undefined ? {} : { mutant }),
    seed,
    guide,
    runs: 0,
    depth,
    steps: 0,
    longest: 0,
    distinct: 0,
    seconds: 0,
    stepsPerSecond: 0,
    ended: { depth: 0, nothing: 0, bounds: 0 },
    cut: {},
    actions: {},
    offeredOnly: [],
    witnesses: {},
    properties: {},
    violations: [],
  };
};

const failed = (result: SimulateResult, error: unknown): SimulateResult => {
  const said = error instanceof Error ? error.message : String(error);
  const message = error instanceof SpecError ? said : `unexpected ${error instanceof Error ? error.name : "error"}: ${said}`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  // For whoever asks where it was thrown; of no interest to whoever prints the result.
  return Object.defineProperty({ ...result, verdict: "error" as const, message }, "stack", {
    value: (cause as Error)?.stack ?? said,
  });
};
