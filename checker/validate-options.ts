import { SpecError } from "../specs/language/spec-error.ts";
import type { CheckOptions } from "./result.ts";

/** The state table is divided into so many parts. */
export const MOST_WORKERS = 16;

/** Refuses limits that mean nothing, before a search is begun. */
export const validateOptions = ({ states, memory, seconds, workers, engine }: CheckOptions): void => {
  for (const [name, limit] of Object.entries({ states, memory, seconds })) {
    if (limit === undefined || (typeof limit === "number" && limit > 0)) continue;
    throw new SpecError(`the limit ${name} is ${String(limit)}. Give a positive number, or leave it out.`);
  }
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS))
    throw new SpecError(`workers is ${String(workers)}. Give a whole number from 1 to ${MOST_WORKERS}, or leave it out.`);
  if (engine !== undefined && engine !== "compiled" && engine !== "reference") {
    throw new SpecError(`there is no engine "${String(engine)}"; there are compiled and reference.`);
  }
};
