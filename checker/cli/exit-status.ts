import { asRecorded } from "../report/last-line.ts";
import type { Result } from "../result.ts";

/** The exit status of a check, the first that applies to any target: 2 error, 1 other than recorded, 3 incomplete, 0. */
export const exitStatus = (results: readonly Result[], interrupted: boolean): number => {
  if (results.some(({ verdict }) => verdict === "error")) return 2;
  // A search that ended early found nothing, neither what is recorded nor anything else; only counts it did find can differ.
  if (results.some((result) => (result.verdict === "incomplete" ? result.mismatches.length > 0 : !asRecorded(result))))
    return 1;
  return interrupted || results.some(({ verdict }) => verdict === "incomplete") ? 3 : 0;
};
