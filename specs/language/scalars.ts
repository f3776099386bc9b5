import { type Domain, domain, titleOf } from "./domain.ts";
import { SpecError } from "./spec-error.ts";

/** One of a few words, in the order given. */
export const oneOf = <const V extends string>(...values: V[]): Domain<V> => {
  if (!values.every((value) => typeof value === "string"))
    throw new SpecError(
      `oneOf takes words, one after the other: oneOf("a", "b"). Whole numbers are range(0, 3), true and false boolean`,
    );
  if (new Set(values).size !== values.length) throw new SpecError(`oneOf(${values.join(", ")}): each value may stand once`);
  return domain("oneOf", `oneOf(${values.join(", ")})`, values, {});
};

/** The integers from `least` to `greatest`, both included. */
export const range = (least: number, greatest: number): Domain<number> => {
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(greatest) || greatest < least - 1 || greatest - least > 1_000_000) {
    throw new SpecError(`range(${least}, ${greatest}): give two integers, the least first, at most a million apart`);
  }
  const values = Array.from({ length: greatest - least + 1 }, (_, i) => least + i);
  return domain("range", `range(${least}, ${greatest})`, values, { least, greatest });
};

export const boolean: Domain<boolean> = domain("boolean", "boolean", [false, true], {});

/** A value of the domain, or null, which comes first. */
export const optional = <V>(of: Domain<V>): Domain<V | null> => {
  if (!Array.isArray(of?.values))
    throw new SpecError(
      `optional(${titleOf(of)}): only the values of a domain may be left out: ids, range, oneOf, boolean, subsets`,
    );
  return domain<V | null, object>("optional", `optional(${titleOf(of)})`, [null, ...of.values], { of });
};
