import { type Domain, domain, titleOf } from "./domain.ts";
import { SpecError } from "./spec-error.ts";

const allSubsets = <V>(of: Domain<V>): (readonly V[])[] => {
  if (of.size > 16) throw new SpecError(`subsets of ${titleOf(of)}: ${of.size} members have too many subsets; 16 is the most`);
  let subsets: (readonly V[])[] = [[]];
  for (const value of of.values) subsets = [...subsets, ...subsets.map((subset) => [...subset, value])];
  return subsets.map((subset) => Object.freeze(subset));
};

/** Every subset of the domain, as an array in the domain's order. */
export const subsets = <V>(of: Domain<V>): Domain<readonly V[]> =>
  domain("subsets", `subsets(${titleOf(of)})`, allSubsets(of), { of });

/** The subsets that hold more than half of the domain: any two of them meet. */
export const majorities = <V>(of: Domain<V>): Domain<readonly V[]> =>
  domain(
    "subsets",
    `majorities(${titleOf(of)})`,
    allSubsets(of).filter((subset) => subset.length * 2 > of.size),
    { of },
  );

/** The subsets of the domain that have a given number of members. */
export const subsetsOfSize = <V>(of: Domain<V>, size: number): Domain<readonly V[]> =>
  domain(
    "subsets",
    `subsetsOfSize(${titleOf(of)}, ${size})`,
    allSubsets(of).filter((subset) => subset.length === size),
    { of },
  );
