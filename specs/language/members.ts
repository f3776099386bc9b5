import { suggestion } from "./nearest.ts";
import { SpecError } from "./spec-error.ts";

/** The names of T's members: one that is left out here, or that T does not have, does not compile. */
export const membersOf = <T>(members: Readonly<Record<keyof T, true>>): readonly string[] => Object.keys(members);

/**
 * Refuses a member that nothing would ever read. The types do, but a spec runs without having been type-checked, and what
 * stands under a misspelt name would be ignored, green. `own` members are ours to give, so nobody is told of them.
 */
export const refuseUnknown = (place: string, given: unknown, known: readonly string[], own: readonly string[] = []): void => {
  if (typeof given !== "object" || given === null) return;
  const stranger = Object.keys(given).find((name) => !known.includes(name) && !own.includes(name));
  if (stranger === undefined) return;
  throw new SpecError(`${place} has no member "${stranger}"; ${suggestion(stranger, known, "members")}`);
};
