// Parts of the spec that stand in files of their own.
import type { Action } from "../../language/spec.ts";
import type { Schema } from "./commit-state.ts";

/** Some of the actions: nothing but the type of the state, without which the compiler could not know what they act upon. */
export const actions = <A>(some: { readonly [K in keyof A]: Action<Schema, A[K]> }): typeof some => some;
