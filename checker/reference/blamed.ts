import { SpecError } from "../../specs/language/spec-error.ts";

const WRITES = /read only|not extensible|Cannot delete property|object is not writable|only a getter/;
const REVOKED = /revoked/;

/** Runs a part of the spec. Whatever it throws becomes a SpecError that begins with the place, and says which rule was broken. */
export const blamed = <T>(place: () => string, role: "guard" | "effect" | "predicate" | "mapping", run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw new SpecError(`${place()}: ${complaint(error, role)}`, { cause: error });
  }
};

const complaint = (error: unknown, role: string): string => {
  if (error instanceof SpecError) return error.message;
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof TypeError && REVOKED.test(error.message)) {
    return `the ${role} uses a draft of an earlier step. A draft lives as long as its effect: keep nothing of it outside.`;
  }
  if (!(error instanceof TypeError && WRITES.test(error.message))) return `the ${role} threw ${said}`;
  return role === "effect"
    ? `the effect writes to what cannot change (${said}). Messages, elements and arguments are immutable values: make new ones.`
    : `the ${role} writes (${said}). Only effects write: copy before you sort or change.`;
};
