import { immerable } from "immer";

/** A record of the state. Its class tells one that was edited in place from an object that was put there instead. */
class PlainRecord {
  static readonly [immerable] = true;
}

/** A frozen record of the state, with these fields in declared order. */
export const plainRecord = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.freeze(Object.assign(new PlainRecord(), fields));
