import type { Variables } from "../model/variables.ts";
import type { PlainState } from "../reference/plain.ts";
import { type Permutation, permuted } from "./permutation.ts";

/** States with ids exchanged. Several steps and properties may ask for the same. */
export const images = (variables: Variables): ((state: PlainState, permutation: Permutation) => PlainState) => {
  const known = new WeakMap<PlainState, Map<Permutation, PlainState>>();
  return (state, permutation) => {
    const ofState = known.get(state) ?? new Map<Permutation, PlainState>();
    known.set(state, ofState);
    const image = ofState.get(permutation) ?? permuted(variables, state, permutation);
    ofState.set(permutation, image);
    return image;
  };
};
