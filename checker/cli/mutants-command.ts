import { SpecError } from "../../specs/language/spec-error.ts";
import { check } from "../check.ts";
import { checkMutant, type MutantOptions } from "../mutants.ts";
import { columnsOf, type Fate, fateOf, mutantLines, mutantsLine } from "../report/mutant-lines.ts";
import { paintFor } from "../report/paint.ts";
import { progressLine } from "../report/progress-line.ts";
import type { Result } from "../result.ts";
import { usualPlaces } from "./catalogue.ts";
import type { AnyInstance } from "./exports.ts";
import { findMutants } from "./find-targets.ts";
import { oneByOne } from "./one-by-one.ts";
import type { MutantsFlags } from "./options.ts";
import { searchOptions } from "./search-options.ts";

/** Runs mutant after mutant, each with a row as soon as it is decided. */
export const mutantsCommand = async (targets: readonly string[], flags: MutantsFlags): Promise<number> => {
  const mutants = await findMutants(targets, usualPlaces(process.cwd()));
  if (mutants.length === 0)
    throw new SpecError(
      `${targets.join(", ") || "the catalogue"} has no mutants; make one with mutant(instance, "its mistake", { ... })`,
    );
  const paint = paintFor(process.stdout, process.env);
  const columns = columnsOf(mutants);
  const fates: Fate[] = [];
  const bases = new Map<AnyInstance, Result>();
  const { interrupted } = await oneByOne(mutants, async (mutant, { signal, status }) => {
    const onProgress: MutantOptions["onProgress"] = (progress) =>
      status.show((width) => progressLine(`${mutant.target} "${mutant.mutant}"`, progress, width));
    const options: MutantOptions = { ...searchOptions(flags), signal, onProgress };
    // Many mutants share their unbroken twin.
    const base = bases.get(mutant.base) ?? (await check(mutant.base, options));
    bases.set(mutant.base, base);
    const result = await checkMutant(mutant, { ...options, base });
    status.clear();
    process.stdout.write(`${flags.json ? JSON.stringify(result) : mutantLines(result, columns, paint).join("\n")}\n`);
    fates.push(fateOf(result));
  });
  if (!flags.json) process.stdout.write(`${mutantsLine(fates, mutants.length)}\n`);
  return statusOf(fates, interrupted);
};

const statusOf = (fates: readonly Fate[], interrupted: boolean): number => {
  if (fates.includes("error")) return 2;
  if (fates.includes("survived") || fates.includes("differs")) return 1;
  return interrupted || fates.includes("incomplete") ? 3 : 0;
};
