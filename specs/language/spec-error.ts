/** A spec, an instance or a call that is wrong: the message says what, where, what was allowed, and what to do next. */
export class SpecError extends Error {
  override name = "SpecError";
}
