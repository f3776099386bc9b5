import type { Arguments, ModelAction } from "../model/model.ts";
import { sourceSchema } from "../reference/step-text.ts";
import type { Permutation } from "./permutation.ts";
import { permutedValue } from "./permuted-value.ts";

/** The arguments of an action with their ids exchanged. */
export const permutedArguments = ({ parameters }: ModelAction, args: Arguments, permutation: Permutation): Arguments =>
  Object.fromEntries(
    parameters.map(({ name, source }) => [name, permutedValue(sourceSchema(source), args[name], permutation)]),
  );
