import type { Result } from "../result.ts";
import type { Paint } from "./paint.ts";

/** The one line that greps: `verified two-phase-commit/3 states=288 generated=1146 depth=11 seconds=0.1`. */
export const lastLine = (result: Result, paint: Paint): string => {
  const { states, generated, depth, seconds } = result;
  const counts = `states=${states} generated=${generated} depth=${depth} seconds=${seconds.toFixed(1)}`;
  return [verdictText(result, paint), result.target, counts, ...remarks(result)].join(" ");
};

/** Whether the verdict and the counts are those that the instance records. */
export const asRecorded = (result: Result): boolean => result.verdict === result.expected && result.mismatches.length === 0;

/** After several targets: `66 of 66 as recorded`. */
export const summaryLine = (results: readonly Result[], all: number): string =>
  `${results.filter(asRecorded).length} of ${all} as recorded`;

const verdictText = (result: Result, paint: Paint): string => {
  if (result.verdict === "incomplete") return paint.unsure(result.verdict);
  return asRecorded(result) ? paint.good(result.verdict) : paint.bad(result.verdict);
};

const remarks = ({ cut, symmetric, verdict, expected, mismatches, mutant }: Result): string[] => {
  const steps = Object.values(cut).reduce((sum, count) => sum + count, 0);
  const other = [
    ...(verdict === expected || verdict === "incomplete" ? [] : [expected]),
    ...mismatches.map(({ what, expected: recorded }) => `${what}:${recorded}`),
  ];
  return [
    ...(steps > 0 ? [`cut=${steps}`] : []),
    ...(symmetric === undefined ? [] : [`symmetry=${symmetric.ids.join(",")}`]),
    ...(other.length > 0 ? [`expected=${other.join(",")}`] : []),
    ...(mutant === undefined ? [] : [`mutant=${JSON.stringify(mutant)}`]),
  ];
};
