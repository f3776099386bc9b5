import type { Search } from "./explore/search.ts";
import type { CheckOptions, Progress, Stop } from "./result.ts";

/** How a search ended: by itself, by a limit, or with an error that it threw. */
export type Ending = "exhausted" | "violated" | Stop | { readonly thrown: unknown };

export const SLICE = 50;
const BETWEEN_PROGRESS = 100;
export const MEBIBYTE = 2 ** 20;

/**
 * Runs a search to its end in slices. Between them whoever waits for an event gets its turn, and limits, the signal and
 * progress have theirs. The seconds are those of the slices alone.
 */
export const runSearch = async (
  search: Search,
  options: CheckOptions,
): Promise<{ readonly ending: Ending; readonly seconds: number }> => {
  const {
    states = Number.POSITIVE_INFINITY,
    memory = Number.POSITIVE_INFINITY,
    seconds: most = Number.POSITIVE_INFINITY,
    signal,
    onProgress,
  } = options;
  const limits = { states, bytes: memory * MEBIBYTE };
  let spent = 0;
  let told = performance.now();
  const ended = (ending: Ending) => ({ ending, seconds: spent / 1_000 });
  for (;;) {
    if (signal?.aborted) return ended("interrupted");
    if (spent >= most * 1_000) return ended("time");
    const start = performance.now();
    try {
      const came = search.advance(Math.min(SLICE, most * 1_000 - spent), limits);
      spent += performance.now() - start;
      if (came !== "more") return ended(came);
    } catch (thrown) {
      spent += performance.now() - start;
      return ended({ thrown });
    }
    if (onProgress && performance.now() - told >= BETWEEN_PROGRESS) {
      told = performance.now();
      onProgress(progressOf(search, spent / 1_000));
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

const progressOf = ({ states, generated, depth, queue }: Search, seconds: number): Progress => ({
  states,
  generated,
  depth,
  queue,
  seconds,
});
