import { check } from "../check.ts";
import { jsonLine } from "../report/json-line.ts";
import { paintFor } from "../report/paint.ts";
import { progressLine } from "../report/progress-line.ts";
import { resultLines } from "../report/result-lines.ts";
import { sourceFinder } from "../report/source-location.ts";
import type { Surroundings } from "../report/surroundings.ts";
import type { CheckOptions, Result } from "../result.ts";
import { usualPlaces } from "./catalogue.ts";
import { complain } from "./complain.ts";
import { exitStatus } from "./exit-status.ts";
import type { AnyInstance } from "./exports.ts";
import { findTargets } from "./find-targets.ts";
import { interruptible } from "./interrupt.ts";
import type { CheckFlags, SearchFlags } from "./options.ts";
import { saveTrace } from "./save-trace.ts";
import { statusLine } from "./status-line.ts";

/** Checks one target after another and prints each as soon as it is decided. */
export const checkCommand = async (targets: readonly string[], flags: CheckFlags): Promise<number> => {
  const cwd = process.cwd();
  const { constants, mutant, json, stack } = flags;
  const wanted = { targets, ...(constants === undefined ? {} : { constants }), ...(mutant === undefined ? {} : { mutant }) };
  const instances = await findTargets(wanted, usualPlaces(cwd));
  const status = statusLine(process.stderr);
  const say = (line: string) => {
    status.clear();
    process.stderr.write(`${line}\n`);
  };
  const { signal, release } = interruptible(say);
  const results: Result[] = [];
  let failed = 0;
  for (const [i, instance] of instances.entries()) {
    if (signal.aborted) {
      say(
        `not started: ${instances
          .slice(i)
          .map(({ target }) => target)
          .join(", ")}`,
      );
      break;
    }
    try {
      const onProgress: CheckOptions["onProgress"] = (progress) =>
        status.show((columns) => progressLine(instance.target, progress, columns));
      const result = await check(instance, { ...optionsOf(flags), signal, onProgress });
      results.push(result);
      status.clear();
      process.stdout.write(
        json ? `${jsonLine(result)}\n` : `${resultLines(result, surroundings(result, instance, cwd)).join("\n")}\n\n`,
      );
    } catch (error) {
      status.clear();
      failed = complain(error, stack);
    }
  }
  release();
  return failed || exitStatus(results, signal.aborted);
};

/** What the command line says of a search, as the checker takes it. */
export const searchOptions = ({ states, memory, time, workers, engine }: SearchFlags): CheckOptions => ({
  ...(states === undefined ? {} : { states }),
  ...(memory === undefined ? {} : { memory }),
  ...(time === undefined ? {} : { seconds: time }),
  ...(workers === undefined ? {} : { workers }),
  ...(engine === undefined ? {} : { engine }),
});

const optionsOf = (flags: CheckFlags): CheckOptions => ({
  ...searchOptions(flags),
  ...(flags.property === undefined ? {} : { properties: flags.property }),
  ...(flags.all === undefined ? {} : { all: flags.all }),
  ...(flags.hash === undefined ? {} : { hash: flags.hash }),
});

const surroundings = (result: Result, instance: AnyInstance, cwd: string): Surroundings => {
  const commands = new Map(result.violations.map((trace) => [trace, saveTrace(trace, cwd)]));
  return {
    paint: paintFor(process.stdout, process.env),
    spec: instance.spec,
    source: sourceFinder(instance.address?.module, instance.spec.name, cwd),
    again: (trace) => commands.get(trace),
  };
};
