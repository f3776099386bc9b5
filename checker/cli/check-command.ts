import { check } from "../check.ts";
import { jsonLine } from "../report/json-line.ts";
import { asRecorded, summaryLine } from "../report/last-line.ts";
import { paintFor } from "../report/paint.ts";
import { progressLine } from "../report/progress-line.ts";
import { briefLines, resultLines } from "../report/result-lines.ts";
import { nothingKnown } from "../report/surroundings.ts";
import type { CheckOptions, Result } from "../result.ts";
import { usualPlaces } from "./catalogue.ts";
import { exitStatus } from "./exit-status.ts";
import type { AnyInstance } from "./exports.ts";
import { findTargets } from "./find-targets.ts";
import { oneByOne } from "./one-by-one.ts";
import type { CheckFlags } from "./options.ts";
import { searchOptions } from "./search-options.ts";
import { shown } from "./shown.ts";

/** Checks one target after another and prints each as soon as it is decided. */
export const checkCommand = async (targets: readonly string[], flags: CheckFlags): Promise<number> => {
  const cwd = process.cwd();
  const { constants, mutant, json, stack } = flags;
  const wanted = { targets, ...(constants === undefined ? {} : { constants }), ...(mutant === undefined ? {} : { mutant }) };
  const instances = await findTargets(wanted, usualPlaces(cwd));
  const results: Result[] = [];
  const { interrupted } = await oneByOne(instances, async (instance, { signal, status }) => {
    const onProgress: CheckOptions["onProgress"] = (progress) =>
      status.show((columns) => progressLine(instance.target, progress, columns));
    const result = await check(instance, { ...checkerOptions(flags), signal, onProgress });
    status.clear();
    if (stack && "stack" in result) process.stderr.write(`${result.stack}\n`);
    const isBrief = targets.length === 0 && asRecorded(result);
    process.stdout.write(`${json ? jsonLine(result) : isBrief ? briefOf(result, instance) : blockOf(result, instance, cwd)}\n`);
    results.push(result);
  });
  if (!json && instances.length > 1) process.stdout.write(`${summaryLine(results, instances.length)}\n`);
  return exitStatus(results, interrupted);
};

const checkerOptions = (flags: CheckFlags): CheckOptions => ({
  ...searchOptions(flags),
  ...(flags.property === undefined ? {} : { properties: flags.property }),
  ...(flags.all === undefined ? {} : { all: flags.all }),
  ...(flags.hash === undefined ? {} : { hash: flags.hash }),
});

const briefOf = (result: Result, { spec }: AnyInstance): string =>
  `${briefLines(result, { ...nothingKnown, paint: paintFor(process.stdout, process.env), spec }).join("\n")}\n`;

const blockOf = (result: Result, instance: AnyInstance, cwd: string): string => {
  const around = shown(result.violations, instance, cwd);
  return `${resultLines(result, around).join("\n")}\n`;
};
