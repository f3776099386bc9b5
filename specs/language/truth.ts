/** What is wrong inside a predicate. It is no SpecError yet: whoever has asked the predicate says where that stands. */
export class PredicateError extends Error {
  override name = "SpecError";
}

/**
 * What a predicate said, which must be true or false: whatever else is taken for true when something stands there, such as
 * a function that was never called, and would be green for ever.
 */
export const truth = (asked: string, answer: unknown): boolean => {
  if (answer === true || answer === false) return answer;
  throw new PredicateError(untrue(asked, answer));
};

export const untrue = (asked: string, answer: unknown): string =>
  `${asked} returned ${given(answer)}. A predicate returns true or false: write out what you mean.`;

/** As a person would name it. */
const given = (answer: unknown): string => {
  if (answer === undefined) return "nothing";
  if (typeof answer === "function") return "a function";
  if (typeof answer === "string") return JSON.stringify(answer);
  if (typeof answer !== "object" || answer === null) return String(answer);
  if (typeof (answer as { then?: unknown }).then === "function") return "a promise";
  return Array.isArray(answer) ? "an array" : "an object";
};
