import type { Permutation } from "./permutation.ts";

/** What is made of frozen objects and permutations, each made once; of what is no object it is made again. */
export const knownByObject = <V, T>(make: (value: V, permutation: Permutation) => T) => {
  const known = new WeakMap<object, Map<Permutation, T>>();
  return (value: V, permutation: Permutation): T => {
    if (typeof value !== "object" || value === null) return make(value, permutation);
    const ofValue = known.get(value) ?? new Map<Permutation, T>();
    known.set(value, ofValue);
    const made = ofValue.get(permutation) ?? make(value, permutation);
    ofValue.set(permutation, made);
    return made;
  };
};
