import { type Domain, type OrderedIds, optional, range } from "../language/index.ts";

/**
 * A value with the version it was written as: a counter, and the client that wrote it. Versions are ordered by their counters,
 * and where these are equal by their writers, so that no two clients ever write the same one.
 */
export const versioned = <Value, Writer>(
  values: Domain<Value>,
  writers: OrderedIds<Writer>,
  greatest: number,
  initial: Value,
) => {
  const copy = { Copy: { counter: range(0, greatest), writer: optional(writers), value: values } };
  type Copy = { readonly type: "Copy"; readonly counter: number; readonly writer: Writer | null; readonly value: Value };
  const isNewer = (one: Copy, other: Copy): boolean =>
    one.counter > other.counter ||
    (one.counter === other.counter &&
      one.writer !== null &&
      (other.writer === null || writers.precedes(other.writer, one.writer)));
  /** What there is before anything is written. */
  const nothing: Copy = { type: "Copy", counter: 0, writer: null, value: initial };
  return { copy, nothing, isNewer };
};
