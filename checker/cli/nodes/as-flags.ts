import { SpecError } from "../../../specs/language/spec-error.ts";

/** A configuration calls its fields as the command line calls its options, so that what is wrong with one is wrong with the other. */
export const asFlags = <T>(configure: () => T): T => {
  try {
    return configure();
  } catch (error) {
    throw error instanceof RangeError ? new SpecError(`--${error.message}`) : error;
  }
};
