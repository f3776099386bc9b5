import { SpecError } from "../../specs/language/spec-error.ts";
import { blamed } from "./blamed.ts";
import { showAny } from "./show.ts";

/** What a predicate says: true or false, or else a SpecError that begins with the place. */
export const decided = (place: string, predicate: () => unknown): boolean => {
  const answer = blamed(() => place, "predicate", predicate);
  if (answer === true || answer === false) return answer;
  throw new SpecError(`${place} returned ${showAny(answer)}. A predicate returns true or false: write out what you mean.`);
};
