// What came of holding an implementation against its spec, a block a result.
import type { ConformResult, Coverage, Inconclusive } from "../conform/conform-result.ts";
import type { RunReport } from "../conform/matcher.ts";
import { divergenceLines } from "./conform-divergence.ts";
import type { ConformSurroundings } from "./conform-surroundings.ts";
import type { Paint } from "./paint.ts";
import { type Row, rows } from "./rows.ts";
import { counted, listed } from "./words.ts";

const BECAUSE: Readonly<Record<Inconclusive, string>> = {
  states: "the limit on states was reached",
  time: "the time was up",
  interrupted: "it was interrupted",
  candidates: "the spec could be in too many states",
  "nothing-matched": "no action of the spec was ever matched, so nothing was checked",
};

/** The last line greps: `conforms lock/2 states=36 transitions=72 product=36 specStates=8 depth=9 seconds=0.0`. */
export const conformLines = (result: ConformResult, around: ConformSurroundings): string[] => {
  const { divergence, because, cut, eager } = result;
  const more: Row[] = [
    ["cut", listed(Object.entries(cut).map(([bound, states]) => `${bound} ${counted(states, "state")}`))],
    ["hidden", eager ? "steps were followed wherever they were possible" : undefined],
    ["unknown", because === undefined ? undefined : BECAUSE[because]],
  ];
  return [
    result.target,
    ...(divergence ? divergenceLines(divergence, around) : []),
    ...rows([...coverageRows(result), ...more], around.paint),
    lastLine(result, around.paint),
  ];
};

/** What a run that was watched came to. */
export const runLines = (target: string, report: RunReport, around: ConformSurroundings): string[] => {
  const { outcome, steps } = report;
  const divergence = outcome.verdict === "conforms" ? [] : divergenceLines(outcome.divergence, around);
  const verdict = verdictText(outcome.verdict, around.paint);
  return [
    target,
    ...divergence,
    ...rows(coverageRows(report), around.paint),
    `${verdict} ${target} steps=${steps} specStates=${report.specStates}`,
  ];
};

const coverageRows = ({ actions, neverMatched, sensitivity, insensitive, unseen, mostCandidates }: Coverage): Row[] => {
  const matched = Object.entries(actions).filter(([, count]) => count.matched > 0);
  const noticed = Object.entries(sensitivity).filter(([, { rejected }]) => rejected > 0);
  return [
    ["matched", matched.map(([name, count]) => `${name} ${timesText(count)}`).join(", ")],
    ["never", neverMatched.join(", ")],
    ["noticed", noticed.map(([field, { rejected, perturbed }]) => `${field} ${percent(rejected, perturbed)}`).join(", ")],
    ["missed", insensitive.join(", ")],
    ["unseen", unseen.join(", ")],
    ["at once", mostCandidates > 1 ? `up to ${mostCandidates} candidates` : undefined],
  ];
};

const timesText = ({ matched, certain }: Coverage["actions"][string]): string =>
  certain === matched ? `${matched}` : `${matched} (${certain} for certain)`;

const percent = (part: number, whole: number): string => `${Math.floor((100 * part) / whole)} %`;

const verdictText = (verdict: ConformResult["verdict"], paint: Paint): string => {
  const colour = { conforms: paint.good, diverges: paint.bad, inconclusive: paint.unsure }[verdict];
  return colour(verdict);
};

const lastLine = (
  { verdict, target, states, transitions, product, specStates, depth, seconds, divergence }: ConformResult,
  paint: Paint,
) => {
  const kind = divergence ? ` class=${divergence.class}` : "";
  const counts = `states=${states} transitions=${transitions} product=${product} specStates=${specStates} depth=${depth}`;
  return `${verdictText(verdict, paint)} ${target} ${counts} seconds=${seconds.toFixed(1)}${kind}`;
};
