// Which branches of the implementations' files were taken, out of what v8 saw (istanbul's coverage-final.json).
import { basename, dirname } from "node:path";

/** Istanbul's words: how often each way of each branch was taken. */
export interface FileCoverage {
  readonly b: Readonly<Record<string, readonly number[]>>;
}
export type Coverage = Readonly<Record<string, FileCoverage>>;

/** Of a file, for each way of each branch, whether it was taken. */
export type Taken = readonly boolean[];

/** By folder and file, as `two-phase-commit/boot.ts`; those without a branch are left out. */
export const branchesOf = (coverage: Coverage): ReadonlyMap<string, Taken> =>
  new Map(
    Object.entries(coverage)
      .map(([path, { b }]) => [`${basename(dirname(path))}/${basename(path)}`, waysOf(b)] as const)
      .filter(([, taken]) => taken.length > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

const waysOf = (b: FileCoverage["b"]): Taken =>
  Object.keys(b)
    .sort((one, other) => Number(one) - Number(other))
    .flatMap((id) => b[id].map((count) => count > 0));

/** What any of the runs took. They must be of the same sources. */
export const together = (runs: readonly ReadonlyMap<string, Taken>[]): ReadonlyMap<string, Taken> =>
  new Map(
    [...(runs[0] ?? new Map())].map(([file, first]: readonly [string, Taken]) => {
      const all = runs.map((run) => run.get(file) ?? []);
      if (all.some(({ length }) => length !== first.length)) throw new RangeError(`${file} has changed between the runs`);
      return [file, first.map((_, i) => all.some((taken) => taken[i]))] as const;
    }),
  );

/** A line for each file, and one for each folder, with the share of branches that each of the runs took. */
export const tableOf = (runs: Readonly<Record<string, ReadonlyMap<string, Taken>>>): string => {
  const names = Object.keys(runs);
  const columns = Object.values(runs);
  const files = [...columns[0].keys()];
  const folders = [...new Set(files.map(dirname))];
  const line = (title: string, among: readonly string[]) => {
    const of = (run: ReadonlyMap<string, Taken>) => among.flatMap((file) => run.get(file) ?? []);
    const shares = columns.map((run) => share(of(run)).padStart(12));
    return `${title.padEnd(28)}${String(of(columns[0]).length).padStart(9)}${shares.join("")}`;
  };
  return [
    `${"".padEnd(28)}${"branches".padStart(9)}${names.map((name) => name.padStart(12)).join("")}`,
    ...folders.flatMap((folder) => {
      const its = files.filter((file) => dirname(file) === folder);
      return [line(folder, its), ...its.map((file) => line(`  ${basename(file)}`, [file]))];
    }),
  ].join("\n");
};

/** Rounded down, so that only all is 100 %. */
const share = (taken: Taken): string => `${Math.floor((100 * taken.filter(Boolean).length) / taken.length)} %`;
