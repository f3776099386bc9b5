import type { ScalarSchema } from "./schema.ts";

const tables = new WeakMap<ScalarSchema, ReadonlyMap<unknown, number>>();

/** Subsets are arrays, and equal by their members. */
const keyed = (value: unknown): unknown => (Array.isArray(value) ? JSON.stringify(value) : value);

const tableOf = (schema: ScalarSchema): ReadonlyMap<unknown, number> => {
  const known = tables.get(schema);
  if (known) return known;
  const table = new Map(schema.values.map((value, position) => [keyed(value), position]));
  tables.set(schema, table);
  return table;
};

/** Where the value stands in its domain's declared order; -1 of a value outside it. */
export const positionOf = (schema: ScalarSchema, value: unknown): number => tableOf(schema).get(keyed(value)) ?? -1;
