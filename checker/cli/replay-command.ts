import { resolve } from "node:path";
import { replay } from "../replay.ts";
import { placeFinder } from "../report/error-place.ts";
import { originalIn } from "../report/original.ts";
import { paintFor } from "../report/paint.ts";
import { replayLines } from "../report/replay-lines.ts";
import { sourceFinder } from "../report/source-location.ts";
import { usualPlaces } from "./catalogue.ts";
import { readTrace } from "./read-trace.ts";
import { tracedInstance } from "./traced-instance.ts";

/** Runs a saved trace again, and says whether it still shows what it says. */
export const replayCommand = async ([file, target]: readonly string[]): Promise<number> => {
  const cwd = process.cwd();
  const trace = readTrace(file, cwd);
  const instance = await tracedInstance(trace, { file: resolve(cwd, file), target }, usualPlaces(cwd));
  const result = replay(trace, instance);
  const around = {
    paint: paintFor(process.stdout, process.env),
    spec: instance.spec,
    source: sourceFinder(instance.address?.module, instance.spec.name, cwd),
    original: originalIn(instance.address?.module),
    place: placeFinder(instance, cwd),
    again: () => undefined,
  };
  process.stdout.write(`${replayLines(trace, result, around).join("\n")}\n`);
  return result.confirmed ? 0 : 1;
};
