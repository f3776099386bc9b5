import { placeFinder } from "../report/error-place.ts";
import { paintFor } from "../report/paint.ts";
import { sourceFinder } from "../report/source-location.ts";
import type { Surroundings } from "../report/surroundings.ts";
import type { Trace } from "../result.ts";
import type { AnyInstance } from "./exports.ts";
import { saveTrace } from "./save-trace.ts";

/** What a report on stdout is given beside what it reports: its runs are saved, so that it can say how to see them again. */
export const shown = (violations: readonly Trace[], instance: AnyInstance, cwd: string): Surroundings => {
  const { spec, address } = instance;
  const commands = new Map(violations.map((trace) => [trace, saveTrace(trace, cwd)]));
  return {
    paint: paintFor(process.stdout, process.env),
    spec,
    source: sourceFinder(address?.module, spec.name, cwd),
    place: placeFinder(instance, cwd),
    again: (trace) => commands.get(trace),
  };
};
