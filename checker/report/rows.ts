import type { Paint } from "./paint.ts";

/** A label and what it is about; a row without a text is left out. */
export type Row = readonly [label: string, text: string | undefined];

/** Labels in a column of their own, dim since every block has the same; a text of several lines stays in its column. */
export const rows = (given: readonly Row[], paint: Paint): string[] => {
  const shown = given.filter((row): row is readonly [string, string] => row[1] !== undefined && row[1] !== "");
  const width = Math.max(...shown.map(([label]) => label.length), 7);
  return shown.flatMap(([label, text]) =>
    text.split("\n").map((line, i) => `  ${i === 0 ? paint.dim(label.padEnd(width)) : " ".repeat(width)}  ${line}`),
  );
};

export const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => `${" ".repeat(by)}${line}`);
