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
    .with("verified", () =>
      rows(
        [...propertyRows(result), ...hollowRows(result, around.spec), ...strengthRows(result), ...recordRows(result)],
        around.paint,
      ),
    )
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

/** A spec that promises nothing, or in which nothing needs to happen, is green whatever it does. */
const hollowRows = (result: Result, spec: AnySpec | undefined): Row[] => {
  if (spec === undefined) return [];
  const kinds = Object.values(result.properties).map(({ kind }) => kind);
  const isDeclared = (named: object | undefined) =>
    Object.values(named ?? {}).some((holds) => (holds as { readonly when?: boolean }).when !== false);
  const { invariants, steps, refines, liveness } = spec;
  const promises = [invariants, steps, refines, liveness].some(isDeclared);
  return [
    ["no property", promises || kinds.some((kind) => kind !== "deadlock") ? "" : "nothing is promised but that it goes on"],
    ["no witness", isDeclared(spec.witnesses) ? "" : "nothing says that anything must happen"],
  ];
};

const named = (result: Result, verdict: string, kinds?: readonly PropertyKind[]) =>
  Object.entries(result.properties)
    .filter(([, property]) => property.verdict === verdict && (kinds === undefined || kinds.includes(property.kind)))
    .map(([name, { kind }]) => (kind === "deadlock" ? "no deadlock" : name));

/** The same without a run to what is recorded as broken. */
export const briefLines = (result: Result, around: Surroundings): string[] => {
  if (result.violations.length === 0) return resultLines(result, around);
  const broken = result.violations.map(({ property }) => property).filter((name) => name !== undefined);
  const found: Row[] = [
    ["broken", broken.join(", ")],
    ["recorded", `${result.expected}, as it is; quorate check ${result.target} shows the run`],
  ];
  return [result.target, ...rows(found, around.paint), lastLine(result, around.paint)];
};

const SAFETY: readonly PropertyKind[] = ["invariant", "step", "refinement", "liveness", "deadlock"];

const propertyRows = (result: Result): Row[] => [
  ["holds", listed(named(result, "verified", SAFETY), 12)],
  [result.verdict === "incomplete" ? "open" : "not decided", listed(named(result, "incomplete"), 12)],
  ["symmetry", symmetryText(result)],
  ["workers", workersText(result)],
];

const ALONE = {
  short: "it was over before more were worth it",
  late: "it was over before the others were there",
  memory: "the memory allowed has no room for more",
  reference: "the reference engine has no use for more",
  unaddressed: "the instance has no address to be imported from again; a file of instances says instancesOf(import.meta.url)",
} as const;

const workersText = ({ workers }: Result): string => {
  if (workers === undefined) return "";
  const { asked, used, alone } = workers;
  if (alone === undefined) return `${used}`;
  return `${used} of ${asked}: ${alone.why === "unbuilt" ? alone.message : ALONE[alone.why]}`;
};

const symmetryText = ({ symmetric }: Result): string => {
  if (symmetric === undefined) return "";
  const cost =
    symmetric.microseconds === undefined ? "" : `; telling them costs ${symmetric.microseconds} µs a generated state`;
  return `states count once that differ only in which ${symmetric.ids.join(" and which ")} is which${cost}`;
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
    ...indented([...rest, ...placeLines(result, around), ...again], 4),
    "",
  ];
};

/** Where the error came from. What was thrown by code that is not ours may take more than one line to be understood. */
export const placeLines = (result: Pick<Result, "message">, { place }: Surroundings): string[] => {
  const { message = "", stack } = result as { readonly message?: string; readonly stack?: string };
  const at = place?.(message, stack);
  return at === undefined ? [] : [`at ${at}${/\bthrew\b/.test(message) ? " (--stack says more)" : ""}`];
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
