import type { AnySpec } from "../../specs/language/index.ts";
import type { Original } from "./original.ts";
import { type Paint, plain } from "./paint.ts";

/** What a report of conformance is given beside what it reports. */
export interface ConformSurroundings {
  readonly paint: Paint;
  /** By which a state's parts are told apart: sets from lists. */
  readonly spec?: AnySpec;
  /** Where the code under test threw. */
  readonly place?: (stack: string | undefined) => string | undefined;
  readonly original: Original;
}

export const nothingAround: ConformSurroundings = { paint: plain, original: () => undefined };
