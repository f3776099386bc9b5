import type { Instance } from "../../specs/language/instance.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Loose, Model } from "./model.ts";

/** What cuts the search: a bound that is one function goes by the name of its kind, in a record by its own. */
export const boundsOf = ({ target, options }: Instance<Loose>): Pick<Model, "within" | "allow"> => {
  const bounds = { within: named(target, "within", options.within), allow: named(target, "allow", options.allow) };
  const twice = bounds.within.find(({ name }) => bounds.allow.some((other) => other.name === name));
  if (twice)
    throw new SpecError(
      `${target}: "${twice.name}" names a condition of within and one of allow. What they cut is counted by name: give each its own.`,
    );
  return bounds;
};

const named = (target: string, kind: string, bound: Loose): readonly { readonly name: string; readonly holds: Loose }[] => {
  if (bound === undefined) return [];
  if (typeof bound === "function") return [{ name: kind, holds: bound }];
  return Object.entries<Loose>(bound).map(([name, holds]) => {
    if (typeof holds !== "function") throw new SpecError(`${target}: ${kind}.${name} is no function. Give a predicate.`);
    return { name, holds };
  });
};
