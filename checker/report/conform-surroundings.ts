import type { AnySpec } from "../../specs/language/index.ts";
import { type Paint, plain } from "./paint.ts";
import { restored } from "./source-slice.ts";
import { sourcesOf } from "./source-text.ts";

/** What a report of conformance is given beside what it reports. */
export interface ConformSurroundings {
  readonly paint: Paint;
  /** By which a state's parts are told apart: sets from lists. */
  readonly spec?: AnySpec;
  /** Where the code under test threw. */
  readonly place?: (stack: string | undefined) => string | undefined;
  /** A condition as its author wrote it, since what runs has been through a compiler. */
  readonly original: (condition: string) => string | undefined;
}

export const nothingAround: ConformSurroundings = { paint: plain, original: () => undefined };

/** Looks for conditions in the text of the module that exports the spec, and of what that imports. */
export const originalIn = (module: string | undefined): ConformSurroundings["original"] => {
  if (module === undefined) return () => undefined;
  let texts: readonly string[] | undefined;
  return (condition) => {
    texts ??= sourcesOf(module).map(({ text }) => text);
    for (const text of texts) {
      const found = restored(condition, text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
};
