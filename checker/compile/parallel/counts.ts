import type { Kernel } from "../search/kernel.ts";

type Counting = Pick<Kernel, "taken" | "withinCut" | "allowCut">;

/** What a kernel counts as it takes steps. */
export const countsOf = ({ taken, withinCut, allowCut }: Counting): readonly Float64Array[] => [taken, withinCut, allowCut];

export const clearCounts = (kernel: Counting): void => {
  for (const counts of countsOf(kernel)) counts.fill(0);
};

/** Takes steps that are not to be counted, or not yet. */
export const uncounted = <T>(kernel: Counting, run: () => T): T => {
  const before = countsOf(kernel).map((counts) => counts.slice());
  try {
    return run();
  } finally {
    countsOf(kernel).forEach((counts, i) => {
      counts.set(before[i]);
    });
  }
};
