import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";

const file = join(import.meta.dirname, "baseline.json");

/** What was measured before: steps generated a second, by row. */
export interface Baseline {
  readonly recorded: string;
  readonly node: string;
  readonly cpu: string;
  readonly figures: Readonly<Record<string, number>>;
}

export const machine = (): Pick<Baseline, "node" | "cpu"> => ({
  node: process.version,
  cpu: `${cpus().length} x ${cpus()[0]?.model ?? "unknown"}`,
});

export const baseline = (): Baseline | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Baseline) : undefined;

/** Rows that were not measured this time keep what they had. */
export const save = (figures: Baseline["figures"]): void => {
  const all = { ...baseline()?.figures, ...figures };
  const saved: Baseline = { recorded: new Date().toISOString().slice(0, 10), ...machine(), figures: all };
  writeFileSync(file, `${JSON.stringify(saved, null, 2)}\n`);
};

/** `+3 %`; nothing where there is no figure, or one of another machine, which no change could be told from. */
export const changeSince = (before: Baseline | undefined, row: string, now: number): string => {
  const was = before?.cpu === machine().cpu ? before.figures[row] : undefined;
  if (was === undefined) return "";
  const percent = Math.round((now / was - 1) * 100);
  return `${percent > 0 ? "+" : ""}${percent} %`;
};
