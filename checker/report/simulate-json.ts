import type { SimulateResult } from "../simulate/simulate-result.ts";

/** The runs of one target as one line of JSON. A text has an end, so that a run which is to be shown may be too long for it: that is an error. */
export const simulateJson = (result: SimulateResult): { readonly result: SimulateResult; readonly line: string } => {
  try {
    return { result, line: JSON.stringify(result) };
  } catch (error) {
    if (!(error instanceof RangeError) || result.shown === undefined) throw error;
    const { shown, ...rest } = result;
    const message = `${result.target}: the run of ${shown.steps.length - 1} actions is too long for a line of JSON. Show fewer of them: --depth 100000`;
    const failed = { ...rest, verdict: "error" as const, message };
    return { result: failed, line: JSON.stringify(failed) };
  }
};
