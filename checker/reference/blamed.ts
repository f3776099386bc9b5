import { SpecError } from "../../specs/language/spec-error.ts";
import { PredicateError } from "../../specs/language/truth.ts";

const WRITES = /read only|not extensible|Cannot delete property|object is not writable|only a getter/;
const REVOKED = /revoked/;

/** Runs a part of the spec. Whatever it throws becomes a SpecError that begins with the place, and says which rule was broken. */
export const blamed = <T>(
  place: () => string,
  role: "guard" | "effect" | "predicate" | "mapping" | "function",
  run: () => T,
): T => {
  try {
    return run();
  } catch (error) {
    throw new SpecError(`${place()}: ${complaint(error, role)}`, { cause: error });
  }
};

const complaint = (error: unknown, role: string): string => {
  if (error instanceof SpecError || error instanceof PredicateError) return error.message;
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof TypeError && REVOKED.test(error.message)) {
    return `the ${role} uses a draft of an earlier step. A draft lives as long as its effect: keep nothing of it outside.`;
  }
  if (error instanceof Error && error.name === "DataCloneError")
    return `the ${role} clones what is of the state (${said}). A record of the state cannot be copied: name its fields.`;
  if (!(error instanceof TypeError && WRITES.test(error.message))) return `the ${role} threw ${said}${verbs(error)}`;
  if (role === "effect")
    return `the effect writes to what cannot change (${said}). Messages, elements and arguments are immutable values: make new ones.`;
  const assigned = /Cannot assign to read only property '(.*?)' of object '#<PlainRecord>'/.exec(error.message)?.[1];
  return assigned === undefined
    ? `the ${role} writes (${said}). Only effects write: copy before you sort or change.`
    : `the ${role} assigns ${assigned}. Only effects write: did you mean ===?`;
};

/** Arrays and the sets of the language itself have other words for what ours can do. */
const verbs = (error: unknown): string => {
  const word = error instanceof TypeError && /(?:^|\.)(\w+) is not a function/.exec(error.message)?.[1];
  return word && FOREIGN.has(word)
    ? ". Sets have add, remove, clear and assign; networks add, or send, consume and reply; both has, size, every, some, filter and count, and [...all] is an array"
    : "";
};

const FOREIGN = new Set(
  [
    "delete",
    "push",
    "pop",
    "shift",
    "splice",
    "map",
    "find",
    "includes",
    "forEach",
    "reduce",
    "values",
    "keys",
    "sort",
    "at",
  ].concat([
    "union",
    "difference",
    "intersection",
    "isSubsetOf",
    "receive",
    "remove",
    "add",
    "send",
    "consume",
    "reply",
    "clear",
  ]),
);
