import { SpecError } from "../../../specs/language/spec-error.ts";

/** The value of an option that a command cannot do without; `as` shows how it is written. */
export const required = <T>(value: T | undefined, as: string): T => {
  if (value !== undefined) return value;
  throw new SpecError(`${as.split(" ")[0]} is missing; it is written as ${as}`);
};
