import { placeFinder } from "../report/error-place.ts";
import { originalIn } from "../report/original.ts";
import { paintFor } from "../report/paint.ts";
import { sourceFinder } from "../report/source-location.ts";
import type { Surroundings } from "../report/surroundings.ts";
import type { Trace } from "../result.ts";
import type { AnyInstance } from "./exports.ts";
import { saveTrace, traceName } from "./save-trace.ts";

/** What a report on stdout is given beside what it reports: its runs are saved, so that it can say how to see them again. */
export const shown = (violations: readonly Trace[], instance: AnyInstance, cwd: string): Surroundings => {
  const { spec, address } = instance;
  const names = violations.map(traceName);
  // Properties that differ in signs alone would be saved one over the other.
  const named = (i: number) => {
    const before = names.slice(0, i).filter((name) => name === names[i]).length;
    return before === 0 ? names[i] : `${names[i]}.${before + 1}`;
  };
  const commands = new Map(violations.map((trace, i) => [trace, saveTrace(trace, cwd, named(i))]));
  return {
    paint: paintFor(process.stdout, process.env),
    spec,
    source: sourceFinder(address?.module, spec.name, cwd),
    original: originalIn(address?.module),
    place: placeFinder(instance, cwd),
    again: (trace) => commands.get(trace),
  };
};
