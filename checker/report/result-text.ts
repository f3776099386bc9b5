import type { AnySpec, Instance } from "../../specs/language/index.ts";
import type { Result } from "../result.ts";
import { placeFinder } from "./error-place.ts";
import { originalIn } from "./original.ts";
import { plain } from "./paint.ts";
import { resultLines } from "./result-lines.ts";
import { sourceFinder } from "./source-location.ts";
import { nothingKnown, type Surroundings } from "./surroundings.ts";

/**
 * What a check came to, for a reader, as the command line prints it: `expect(r.verdict, resultText(r)).toBe("verified")`. Given
 * the instance, too, it shows sets as sets, and properties as they are written.
 */
export const resultText = (result: Result, instance?: Instance<AnySpec>): string =>
  resultLines(result, instance === undefined ? nothingKnown : around(instance)).join("\n");

const around = (instance: Instance<AnySpec>): Surroundings => ({
  paint: plain,
  spec: instance.spec,
  source: sourceFinder(instance.address?.module, instance.spec.name, process.cwd()),
  original: originalIn(instance.address?.module),
  place: placeFinder(instance, process.cwd()),
  again: () => undefined,
});
