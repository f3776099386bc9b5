import type { Finding, Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import type { CheckOptions, Stop } from "./result.ts";
import { type Ending, MEBIBYTE, SLICE } from "./run-search.ts";

/** What came of the liveness properties; a limit or an error may have come first. */
export interface Decided {
  readonly findings: readonly Finding[];
  /** Of what `leadsTo` something else: what held in no state. */
  readonly premisesNeverHeld: readonly string[];
  /** Whether all are decided. */
  readonly isThrough: boolean;
  readonly ending: Ending;
  readonly seconds: number;
}

export const UNDECIDED: Decided = { findings: [], premisesNeverHeld: [], isThrough: false, ending: "exhausted", seconds: 0 };

/**
 * Decides the liveness of a search that is exhausted, in slices, as the search was run itself. What is found broken before a
 * limit comes stands.
 */
export const runLiveness = async (
  model: Model,
  search: Search,
  spentBefore: number,
  options: CheckOptions,
): Promise<Decided> => {
  if (model.liveness.length === 0) return { ...UNDECIDED, isThrough: true };
  const { decideLiveness } = await import("./liveness/decide.ts");
  const deciding = decideLiveness(model, search);
  let spent = 0;
  let findings: readonly Finding[] = [];
  const ended = (ending: Ending): Decided => ({ ...UNDECIDED, findings, ending, seconds: spent / 1_000 });
  for (;;) {
    const start = performance.now();
    try {
      const { done, value } = advance(deciding, start + SLICE);
      spent += performance.now() - start;
      if (done) return { ...value, isThrough: true, ending: "exhausted", seconds: spent / 1_000 };
      findings = value.findings ?? [];
      const stop = stopOf(options, spentBefore + spent / 1_000, search.bytes + value.bytes);
      if (stop) return ended(stop);
    } catch (thrown) {
      spent += performance.now() - start;
      return ended({ thrown });
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

const advance = <T, R>(work: Generator<T, R>, until: number): IteratorResult<T, R> => {
  for (;;) {
    const step = work.next();
    if (step.done || performance.now() >= until) return step;
  }
};

const stopOf = ({ signal, seconds, memory }: CheckOptions, spent: number, bytes: number): Stop | undefined => {
  if (signal?.aborted) return "interrupted";
  if (seconds !== undefined && spent >= seconds) return "time";
  return memory !== undefined && bytes > memory * MEBIBYTE ? "memory" : undefined;
};
