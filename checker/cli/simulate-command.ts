import { SpecError } from "../../specs/language/spec-error.ts";
import { simulateJson } from "../report/simulate-json.ts";
import { type Again, simulateLines, simulateProgressLine } from "../report/simulate-lines.ts";
import { simulate } from "../simulate/simulate.ts";
import type { SimulateOptions, SimulateResult } from "../simulate/simulate-result.ts";
import { usualPlaces } from "./catalogue.ts";
import type { AnyInstance } from "./exports.ts";
import { findTargets } from "./find-targets.ts";
import { oneByOne } from "./one-by-one.ts";
import type { SimulateFlags } from "./options.ts";
import { quoted } from "./quoted.ts";
import { shown } from "./shown.ts";

const SEEDS = 2 ** 32;

/** Takes the random runs of one target after another and prints each as soon as its runs are through. */
export const simulateCommand = async (targets: readonly string[], flags: SimulateFlags): Promise<number> => {
  if (targets.length === 0)
    throw new SpecError("random runs need a target: a protocol, a protocol/instance or path/to/spec.ts#export");
  const cwd = process.cwd();
  const { constants, mutant, json, stack } = flags;
  const wanted = { targets, ...(constants === undefined ? {} : { constants }), ...(mutant === undefined ? {} : { mutant }) };
  const instances = await findTargets(wanted, usualPlaces(cwd));
  const options = { ...simulateOptions(flags), seed: flags.seed ?? Math.floor(Math.random() * SEEDS) };
  const results: SimulateResult[] = [];
  const { interrupted } = await oneByOne(instances, async (instance, { signal, status }) => {
    const onProgress: SimulateOptions["onProgress"] = (progress) =>
      status.show((columns) => simulateProgressLine(instance.target, progress, columns));
    const simulated = await simulate(instance, { ...options, signal, onProgress });
    const { result, line } = json ? simulateJson(simulated) : { result: simulated, line: undefined };
    status.clear();
    if (stack && "stack" in result) process.stderr.write(`${result.stack}\n`);
    process.stdout.write(`${line ?? blockOf(result, instance, againBy(targets, flags), cwd)}\n`);
    results.push(result);
  });
  return statusOf(results, interrupted);
};

const simulateOptions = ({ runs, run, depth, guide, time, memory, property }: SimulateFlags): SimulateOptions => ({
  ...(runs === undefined ? {} : { runs }),
  ...(run === undefined ? {} : { run }),
  ...(depth === undefined ? {} : { depth }),
  ...(guide === undefined ? {} : { guide }),
  ...(time === undefined ? {} : { seconds: time }),
  ...(memory === undefined ? {} : { memory }),
  ...(property === undefined ? {} : { properties: property }),
});

const blockOf = (result: SimulateResult, instance: AnyInstance, again: Again, cwd: string): string => {
  const around = shown(result.violations, instance, cwd);
  return `${simulateLines(result, around, again).join("\n")}\n`;
};

/** The command that takes the same runs up to the one that found something. */
const againBy =
  (targets: readonly string[], { constants, mutant, property = [] }: SimulateFlags): Again =>
  ({ seed, depth, guide }, runs) =>
    [
      "quorate simulate",
      ...targets.map(quoted),
      ...(constants === undefined ? [] : ["--constants", quoted(JSON.stringify(constants))]),
      ...(mutant === undefined ? [] : ["--mutant", quoted(mutant)]),
      ...property.flatMap((name) => ["--property", quoted(name)]),
      `--seed ${seed} --runs ${runs} --depth ${depth} --guide ${guide}`,
    ].join(" ");

/** The first that applies to any target: 2 error, 1 a verdict other than recorded, 3 where nothing was found, 0 where what is recorded was. */
const statusOf = (results: readonly SimulateResult[], interrupted: boolean): number => {
  if (results.some(({ verdict }) => verdict === "error")) return 2;
  if (results.some(({ verdict, expected }) => verdict !== "incomplete" && verdict !== expected)) return 1;
  return interrupted || results.some(({ verdict }) => verdict === "incomplete") ? 3 : 0;
};
