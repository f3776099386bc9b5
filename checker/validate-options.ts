import { membersOf, refuseUnknown } from "../specs/language/members.ts";
import { SpecError } from "../specs/language/spec-error.ts";
import type { CheckOptions } from "./result.ts";

/** The state table is divided into so many parts. */
export const MOST_WORKERS = 16;

const OPTIONS = membersOf<CheckOptions>({
  states: true,
  memory: true,
  seconds: true,
  engine: true,
  properties: true,
  all: true,
  hash: true,
  symmetry: true,
  workers: true,
  signal: true,
  onProgress: true,
});

/** Refuses options that there are not and limits that mean nothing, before a search is begun. */
export const validateOptions = (options: CheckOptions): void => {
  refuseUnknown("the options of check", options, OPTIONS);
  const { states, memory, seconds, workers, engine, properties } = options;
  refuseNoNames(properties);
  refuseNoLimits({ states, memory, seconds });
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS))
    throw new SpecError(`workers is ${given(workers)}. Give a whole number from 1 to ${MOST_WORKERS}, or leave it out.`);
  if (engine !== undefined && engine !== "compiled" && engine !== "reference") {
    throw new SpecError(`there is no engine "${String(engine)}"; there are compiled and reference.`);
  }
};

export const refuseNoLimits = (limits: Readonly<Record<string, unknown>>): void => {
  for (const [name, limit] of Object.entries(limits)) {
    if (limit === undefined || (typeof limit === "number" && limit > 0)) continue;
    throw new SpecError(`the limit ${name} is ${given(limit)}. Give a positive number, or leave it out.`);
  }
};

/** A text is a list of letters to whoever goes through it. */
export const refuseNoNames = (properties: readonly string[] | undefined): void => {
  if (properties !== undefined && !Array.isArray(properties))
    throw new SpecError(`properties is ${JSON.stringify(properties)}. Give a list of names, or leave it out for all.`);
};

/** As it was written: a text is not taken for the number that it reads like. */
export const given = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value));
