import { match } from "ts-pattern";
import type { MutantResult } from "../mutants.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./words.ts";

/** What became of a mutant, in a word. */
export type Fate = "killed" | "survived" | "differs" | "incomplete" | "error";

export const fateOf = ({ verdict, base, killed, asPromised }: MutantResult): Fate => {
  if (verdict === "error" || base === "error") return "error";
  if (asPromised) return "killed";
  if (verdict === "incomplete" || base === "incomplete") return "incomplete";
  // Noticed, but not as it was promised: elsewhere, later, or along with what is not listed.
  return killed || verdict !== "verified" ? "differs" : "survived";
};

type Named = Pick<MutantResult, "target" | "mutant" | "breaks">;

export interface Columns {
  readonly target: number;
  readonly mutant: number;
  readonly breaks: number;
}

/** How wide a table of these mutants is, so that its rows can be printed one by one. */
export const columnsOf = (mutants: readonly Named[]): Columns => {
  const widest = (name: keyof Named) => Math.max(0, ...mutants.map((mutant) => mutant[name].length));
  return { target: widest("target"), mutant: widest("mutant") + 2, breaks: widest("breaks") };
};

/** A row for a mutant; below it, what is not as promised. */
export const mutantLines = (result: MutantResult, columns: Columns, paint: Paint): string[] => {
  const { target, mutant, breaks, states, seconds, also, message } = result;
  const fate = fateOf(result);
  const row = [
    colourOf(fate, paint)(fate.padEnd(WIDEST)),
    target.padEnd(columns.target),
    `"${mutant}"`.padEnd(columns.mutant),
    breaks.padEnd(columns.breaks),
    afterText(result).padEnd(AFTER),
    paint.dim(`states=${states} seconds=${seconds.toFixed(1)}`),
    ...(also.found.length > 0 ? [`also ${also.found.join(", ")}`] : []),
  ];
  return [
    row.join("  ").trimEnd(),
    ...(message === undefined ? [] : message.split("\n").map((line, i) => `${i === 0 ? "  × " : "    "}${line}`)),
  ];
};

const WIDEST = "incomplete".length;
const AFTER = "after 10 actions".length;

const afterText = ({ verdict, foundAfter }: MutantResult): string => {
  if (foundAfter !== undefined) return `after ${counted(foundAfter, "action")}`;
  return verdict === "unwitnessed" ? "never reached" : verdict;
};

const colourOf = (fate: Fate, paint: Paint) =>
  match(fate)
    .with("killed", () => paint.good)
    .with("survived", "differs", "error", () => paint.bad)
    .with("incomplete", () => paint.unsure)
    .exhaustive();

/** The last line: `killed 9 of 10 mutants as promised`. */
export const mutantsLine = (fates: readonly Fate[], all: number): string =>
  `killed ${fates.filter((fate) => fate === "killed").length} of ${counted(all, "mutant")} as promised`;
