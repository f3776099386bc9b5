import type { AnySpec } from "../../specs/language/index.ts";
import type { Trace } from "../result.ts";
import type { FindPlace } from "./error-place.ts";
import type { Original } from "./original.ts";
import { type Paint, plain } from "./paint.ts";
import type { FindSource } from "./source-location.ts";

/** What a report is given beside the result itself. Whatever must be looked up outside comes as a function. */
export interface Surroundings {
  readonly paint: Paint;
  /** By which a state's parts are told apart: maps from records, sets from lists. */
  readonly spec?: AnySpec;
  readonly source: FindSource;
  readonly place?: FindPlace;
  readonly original?: Original;
  /** What is said of replaying a trace: the command, or why there is none. */
  readonly again: (trace: Trace) => string | undefined;
}

export const nothingKnown: Surroundings = { paint: plain, source: () => undefined, again: () => undefined };
