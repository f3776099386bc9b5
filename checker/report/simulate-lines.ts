import type { PropertyKind } from "../result.ts";
import type { SimulateProgress, SimulateResult } from "../simulate/simulate-result.ts";
import type { Paint } from "./paint.ts";
import { runLines } from "./result-lines.ts";
import { indented, type Row, rows } from "./rows.ts";
import type { Surroundings } from "./surroundings.ts";
import { traceLines } from "./trace-lines.ts";
import { whyLines } from "./why-lines.ts";
import { counted, listed } from "./words.ts";

/** How the simulation is run again, up to the run in which something was found. */
export type Again = (result: SimulateResult, runs: number) => string;

/** All that is said of the random runs of one target; last the line that greps. */
export const simulateLines = (result: SimulateResult, around: Surroundings, again: Again): string[] => {
  const shown = result.shown === undefined ? [] : [...traceLines(result.shown, around.spec), ""];
  return [
    result.target,
    ...(result.found === undefined ? shown : finding(result, around)),
    ...rows(rowsOf(result, again), around.paint),
    ...(result.verdict === "error" && result.found === undefined ? [`  × ${result.message}`] : []),
    simulateLine(result, around.paint),
  ];
};

const finding = (result: SimulateResult, around: Surroundings): string[] =>
  result.verdict === "error"
    ? [
        ...result.violations.flatMap((trace) => runLines(trace, around.spec)),
        `  × ${result.message}`,
        ...indented(
          result.violations.flatMap((trace) => around.again(trace) ?? []),
          4,
        ),
        "",
      ]
    : result.violations.flatMap((trace) => [...runLines(trace, around.spec), ...whyLines(trace, around), ""]);

const rowsOf = (result: SimulateResult, again: Again): Row[] => {
  const { found, runs } = result;
  if (found !== undefined)
    return [
      ["found", foundText(found)],
      ["again", again(result, found.run)],
    ];
  if (runs === 0) return [["stopped", stopText(result)]];
  return [
    [
      "found",
      `nothing in ${thousands(runs)} random run${runs === 1 ? "" : "s"}, which does not say that there is nothing to find`,
    ],
    ["stopped", stopText(result)],
    ["unbroken", listed(named(result, SAFETY), 12)],
    ["not asked", listed(named(result, ["liveness"]), 12)],
    ...coverage(result),
  ];
};

const foundText = ({ run, actions, shown, isShortest, stoppedBy }: NonNullable<SimulateResult["found"]>): string => {
  const asItWas = stoppedBy === undefined ? "" : "it is shown as it was, since making it short was interrupted";
  const unfinished = stoppedBy === undefined ? "" : ", when making it shorter was interrupted";
  const short = shown < actions ? `made short, it takes ${thousands(shown)}${unfinished}` : asItWas;
  const least = isShortest ? "no run takes fewer" : "";
  const rest = [short, least].filter((text) => text !== "").join(", and ");
  return `in run ${thousands(run)}, after ${counted(actions, "action")}${rest === "" ? "" : `; ${rest}`}`;
};

const SAFETY: readonly PropertyKind[] = ["invariant", "step", "refinement", "deadlock"];

const named = ({ properties }: SimulateResult, kinds: readonly PropertyKind[]): string[] =>
  Object.entries(properties)
    .filter(([, { kind, verdict }]) => kinds.includes(kind) && verdict === "incomplete")
    .map(([name, { kind }]) => (kind === "deadlock" ? "no deadlock" : name));

/** What the runs met, and what they never met. */
const coverage = ({ witnesses, actions, offeredOnly, ended, cut, runs, depth }: SimulateResult): Row[] => {
  const share = (count: number) => (count === runs ? "all runs" : `${shareText(count / runs)} of runs`);
  const reached = Object.entries(witnesses).filter(([, count]) => count > 0);
  const taken = Object.entries(actions).filter(([, count]) => count > 0);
  const never = (counts: { readonly [name: string]: number }) => Object.keys(counts).filter((name) => counts[name] === 0);
  const ends: [number, string][] = [
    [ended.depth, `after ${counted(depth, "action")}`],
    [ended.nothing, "where nothing more changes"],
    [ended.bounds, "where bounds cut all that is left"],
  ];
  return [
    ["reached", reached.map(([name, count]) => `${name} in ${share(count)}`).join("\n")],
    ["not reached", listed(never(witnesses))],
    [
      "taken",
      listed(
        taken.map(([name, count]) => `${name} ${thousands(count)}`),
        40,
      ),
    ],
    ["without effect", listed(offeredOnly)],
    [
      "never taken",
      listed(
        never(actions).filter((name) => !offeredOnly.includes(name)),
        40,
      ),
    ],
    ["ended", ends.flatMap(([count, where]) => (count > 0 ? [`${share(count)} ${where}`] : [])).join("\n")],
    [
      "cut off",
      Object.entries(cut)
        .flatMap(([bound, steps]) => (steps > 0 ? [`${counted(steps, "step")} by ${bound}`] : []))
        .join(", "),
    ],
  ];
};

const STOPS = { time: "at the limit on time; raise --time to go on", interrupted: "by an interruption" } as const;

const stopText = ({ stoppedBy, shown }: SimulateResult): string =>
  stoppedBy === undefined ? "" : `${STOPS[stoppedBy]}${shown === undefined ? "" : "; the run is shown as far as it came"}`;

/** At least two digits of what is rare: 24.9 %, 0.031 %. */
const shareText = (share: number): string => {
  const percent = share * 100;
  return `${percent >= 1 ? percent.toFixed(1) : percent.toPrecision(2)} %`;
};

const thousands = (count: number): string => count.toLocaleString("en");

/** `incomplete raft/3-2-1-1 runs=1000 steps=23171 states=4100 seconds=0.1 seed=7 guide=mixed depth=100`; the states are an estimate. */
const simulateLine = (result: SimulateResult, paint: Paint): string => {
  const { target, runs, steps, distinct, seconds, seed, guide, depth, verdict, expected, mutant } = result;
  const counts = `runs=${runs} steps=${steps} states=${distinct} seconds=${seconds.toFixed(1)} seed=${seed} guide=${guide} depth=${depth}`;
  const other = verdict === expected || verdict === "incomplete" ? [] : [`expected=${expected}`];
  const verdictText = verdict === "incomplete" ? paint.unsure : verdict === expected ? paint.good : paint.bad;
  return [
    verdictText(verdict),
    target,
    counts,
    ...other,
    ...(mutant === undefined ? [] : [`mutant=${JSON.stringify(mutant)}`]),
  ].join(" ");
};

/** How far the runs are, in one line. */
export const simulateProgressLine = (
  target: string,
  { runs, steps, seconds, shrinking }: SimulateProgress,
  columns: number,
): string => {
  const rate = thousands(Math.round(seconds > 0 ? steps / seconds : 0));
  const doing =
    shrinking === undefined
      ? `${thousands(runs)} runs, ${rate} steps/s, ${Math.floor(seconds)} s`
      : `found in run ${thousands(runs)}, made short: ${thousands(shrinking.shown)} of ${counted(shrinking.actions, "action")}`;
  return `${doing}  ${target}`.slice(0, Math.max(0, columns - 1));
};
