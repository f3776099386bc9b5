/**
 * A state as plain values, frozen: records are objects, maps arrays or objects (schema.ts, `isDense`), lists arrays, sets and
 * networks the collections of collections.ts, elements frozen values.
 */
export type PlainState = Readonly<Record<string, unknown>>;
