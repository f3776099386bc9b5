import { SpecError } from "../specs/language/spec-error.ts";
import type { CheckOptions } from "./result.ts";

/** Refuses limits that mean nothing, before a search is begun. */
export const validateOptions = ({ states, memory, seconds, workers, engine }: CheckOptions): void => {
  for (const [name, limit] of Object.entries({ states, memory, seconds })) {
    if (limit === undefined || (typeof limit === "number" && limit > 0)) continue;
    throw new SpecError(`the limit ${name} is ${String(limit)}. Give a positive number, or leave it out.`);
  }
  if (workers !== undefined && workers !== 1)
    throw new SpecError(`workers is ${String(workers)}. This version searches with one.`);
  if (engine !== undefined && engine !== "compiled" && engine !== "reference") {
    throw new SpecError(`there is no engine "${String(engine)}"; there are compiled and reference.`);
  }
};
