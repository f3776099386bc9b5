import { match } from "ts-pattern";
import type { AnySpec } from "../../specs/language/index.ts";
import type { PropertyKind, Result, Stop, Trace } from "../result.ts";
import { lastLine } from "./last-line.ts";
import { indented, type Row, rows } from "./rows.ts";
import { stateText } from "./state-text.ts";
import { strengthRows } from "./strength-rows.ts";
import type { Surroundings } from "./surroundings.ts";
import { traceLines } from "./trace-lines.ts";
import { whyLines } from "./why-lines.ts";
import { counted, listed, words } from "./words.ts";

/** All that is said of one target: what holds and how strong that is, or what went wrong and how; last the line that greps. */
export const resultLines = (result: Result, around: Surroundings): string[] => {
  const body = match(result.verdict)
    .with("verified", () => rows([...propertyRows(result), ...strengthRows(result), ...recordRows(result)], around.paint))
    .with("violated", "deadlocked", () => [
      ...runs(result, around),
      ...rows([...otherRows(result), ["besides", result.message], ...recordRows(result)], around.paint),
    ])
    .with("unwitnessed", () => [
      ...rows([...propertyRows(result), ...strengthRows(result)], around.paint),
      ...missing(result, around),
      ...rows(recordRows(result), around.paint),
    ])
    .with("incomplete", () =>
      rows(
        [["stopped", stopText(result)], ...propertyRows(result), ...strengthRows(result), ...recordRows(result)],
        around.paint,
      ),
    )
    .with("error", () => [...failure(result, around), ...rows(recordRows(result), around.paint)])
    .exhaustive();
  return [result.target, ...body, lastLine(result, around.paint)];
};

const named = (result: Result, verdict: string, kinds?: readonly PropertyKind[]) =>
  Object.entries(result.properties)
    .filter(([, property]) => property.verdict === verdict && (kinds === undefined || kinds.includes(property.kind)))
    .map(([name, { kind }]) => (kind === "deadlock" ? "no deadlock" : name));

const SAFETY: readonly PropertyKind[] = ["invariant", "step", "refinement", "liveness", "deadlock"];

const propertyRows = (result: Result): Row[] => [
  ["holds", listed(named(result, "verified", SAFETY), 12)],
  [result.verdict === "incomplete" ? "open" : "not decided", listed(named(result, "incomplete"), 12)],
  ["symmetry", symmetryText(result)],
];

const symmetryText = ({ symmetric }: Result): string => {
  if (symmetric === undefined) return "";
  const cost =
    symmetric.microseconds === undefined ? "" : `, which takes ${symmetric.microseconds} µs for each that is generated`;
  return `states that differ in nothing but which ${symmetric.ids.join(" and which ")} is which are one${cost}`;
};

/** The counterexamples, each with what it goes to show. */
const runs = (result: Result, around: Surroundings): string[] =>
  result.violations.flatMap((trace) => [...runLines(trace, around.spec), ...whyLines(trace, around), ""]);

/** The run into the error, and the error, which says itself what it is about. */
const failure = (result: Result, around: Surroundings): string[] => {
  const [first, ...rest] = (result.message ?? "it is not said what is wrong").split("\n");
  const again = result.violations.map((trace) => around.again(trace)).filter((line) => line !== undefined);
  return [
    ...result.violations.flatMap((trace) => runLines(trace, around.spec)),
    `  × ${first}`,
    ...indented([...rest, ...again], 4),
    "",
  ];
};

/** A run; where it ends for want of a step, also the state in which it ends. */
export const runLines = (trace: Trace, spec: AnySpec | undefined): string[] => {
  const last = trace.steps.at(-1);
  const stuck = (trace.kind === "deadlock" || trace.verdict === "error") && last !== undefined && trace.steps.length > 1;
  return [...traceLines(trace, spec), ...(stuck ? ["  in the end", ...indented(stateText(last.state, spec?.state), 7)] : [])];
};

/** What else is violated at the same depth, without a run of its own. */
const otherRows = (result: Result): Row[] => {
  const shown = new Set(result.violations.map(({ property }) => property));
  const others = Object.entries(result.properties).filter(
    ([name, { verdict }]) => (verdict === "violated" || verdict === "deadlocked") && !shown.has(name),
  );
  return [["also", others.length === 0 ? "" : `${listed(others.map(([name]) => name))} (--all shows a run to each)`]];
};

const missing = (result: Result, around: Surroundings): string[] => {
  const isCut = Object.values(result.cut).some((steps) => steps > 0);
  const everywhere = `${counted(result.states, "state")} ${isCut ? "within the bounds" : "that there are"}`;
  return named(result, "unwitnessed").flatMap((name) => {
    const source = around.source(name);
    return [
      `  × ${words(name)}: reached in none of the ${everywhere}`,
      ...indented(
        source === undefined ? [] : [...(source.says ? [source.says] : []), ...source.text.split("\n"), `at ${source.at}`],
        4,
      ),
    ];
  });
};

const stopText = ({ message, stoppedBy }: Result): string => message ?? STOPS[stoppedBy ?? "interrupted"];

const STOPS: { readonly [S in Stop]: string } = {
  states: "at the limit on states; raise --states to go on",
  memory: "at the limit on memory; raise --memory to go on",
  time: "at the limit on time; raise --time to go on",
  interrupted: "by an interruption",
};

const recordRows = ({ verdict, expected, mismatches }: Result): Row[] => [
  ["recorded", verdict === expected && verdict !== "verified" ? `${expected}, as it is` : ""],
  ...mismatches.map(({ what, expected: recorded, found }): Row => ["recorded", `${what}=${recorded}, found ${found}`]),
];
