/** Rows of text in columns: the first flush left, the figures flush right. */
export const table = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const aligned = (text: string, column: number) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return rows.map((row) => row.map(aligned).join("   ").trimEnd()).join("\n");
};

/** 28700000 as `28.7 M`. */
export const short = (figure: number): string => {
  if (figure >= 1e6) return `${(figure / 1e6).toFixed(1)} M`;
  if (figure >= 1e3) return `${(figure / 1e3).toFixed(1)} k`;
  return figure.toFixed(0);
};
