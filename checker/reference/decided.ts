import { SpecError } from "../../specs/language/spec-error.ts";
import { untrue } from "../../specs/language/truth.ts";
import { blamed } from "./blamed.ts";

/** What a predicate says: true or false, or else a SpecError that begins with the place. */
export const decided = (place: string, predicate: () => unknown): boolean => {
  const answer = blamed(() => place, "predicate", predicate);
  if (answer === true || answer === false) return answer;
  throw new SpecError(untrue(place, answer));
};
