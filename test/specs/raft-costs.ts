// What it costs to notice each mistake in raft, as a table. How long a search takes is another matter on every machine and in
// every hour, so that the seconds are written down and not compared.
import type { MutantResult } from "../../checker/mutants.ts";

const HEAD = `What it costs to notice each mistake in raft: the search for the broken property alone, by the compiled engine, on one thread.
A violation is found on its shortest run, of so many actions; that a witness is never reached takes the search of everything.

A test compares all but the seconds: they are of the run that wrote this table, on a machine that may have had other work, with
UPDATE_GOLDEN=1 npx vitest run --config test/vitest.config.ts test/specs/mutants.test.ts -t "what it costs"
`;

type Row = readonly [mutant: string, instance: string, property: string, actions: string, states: string, seconds: string];

const HEADINGS: Row = ["mutant", "instance", "property broken", "actions", "states", "seconds"];
const NUMBERS = 3;

const rowOf = ({ mutant, target, breaks, foundAfter, cost }: MutantResult): Row => [
  mutant,
  target.slice(target.indexOf("/") + 1),
  breaks,
  foundAfter === undefined ? "never" : String(foundAfter),
  cost.states.toLocaleString("en"),
  cost.seconds.toFixed(2),
];

export const costTable = (results: readonly MutantResult[]): string => {
  const rows = [HEADINGS, ...results.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row: Row) =>
    row.map((cell, column) => (column < NUMBERS ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ");
  return `${HEAD}\n${rows.map(line).join("\n")}\n`;
};

/** The table without its last column, and without the room that this takes. */
export const withoutSeconds = (table: string): string => table.replace(/ +\d+\.\d\d$/gm, "").replace(/ +seconds$/gm, "");
