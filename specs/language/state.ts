// What variables hold, and how they nest.
import type { Domain } from "./domain.ts";
import { titleOf } from "./domain.ts";
import { refuseUnknown } from "./members.ts";
import type { AnyType, Fields, Hidden, Initial, NotAValue, Read, Seen, Type, ValueType, Write, WriteEach } from "./type.ts";

export interface ReadSet<V> extends Iterable<V> {
  readonly size: number;
  has(value: V): boolean;
  some(holds: (value: V) => boolean): boolean;
  every(holds: (value: V) => boolean): boolean;
  filter(keep: (value: V) => boolean): V[];
  count(keep: (value: V) => boolean): number;
}
export interface WriteSet<V> extends ReadSet<V> {
  add(value: V): void;
  remove(value: V): void;
  clear(): void;
  /** Makes the set hold these values and no others. */
  assign(values: Iterable<V>): void;
}

/** Members beyond this number of possible ones are kept as a sorted list, which needs a bound of its own. */
export const LARGEST_BITSET = 512;

export interface SetOf<V> extends Type<ReadSet<V>, WriteSet<V>, Iterable<V>> {
  readonly kind: "set";
}
/** A set of values. `atMost` bounds its size, and must when the members have more than 512 possible values. */
export const setOf = <V>(of: ValueType<V>, limits: { atMost?: number } = {}): SetOf<V> => {
  const title = `setOf(${titleOf(of)})`;
  refuseUnknown(title, limits, ["atMost"]);
  return { kind: "set", title, of, atMost: limits.atMost } as SetOf<V>;
};

export interface ListOf<V> extends Type<readonly V[], V[], readonly V[], readonly V[], { readonly of: readonly V[] }> {
  readonly kind: "list";
}
/** A list of at most so many values; it is read, changed and assigned as an array. */
export const listOf = <V>(of: ValueType<V>, limits: { atMost: number }): ListOf<V> => {
  refuseUnknown(`listOf(${titleOf(of)})`, limits, ["atMost"]);
  const atMost = limits?.atMost;
  return { kind: "list", title: `listOf(${titleOf(of)}, at most ${atMost})`, of, atMost } as ListOf<V>;
};

type Boxed<T> = T extends ValueType<infer V> ? V : never;
type RecordValue<F> = [F[keyof F]] extends [ValueType<any>]
  ? { readonly of: { readonly [K in keyof F]: Boxed<F[K]> } }
  : NotAValue;

export interface RecordOf<F, Sees> extends Type<Read<F>, Write<F>, Initial<F>, Sees, RecordValue<F>> {
  readonly kind: "record" | "ghost";
  readonly fields: F;
}
/** A record: as a variable its fields are edited in place, as an element it is one immutable value. */
export const record = <F extends Fields>(fields: F): RecordOf<F, Seen<F>> => ({ kind: "record", fields });

/** History variables: effects write them and properties read them, but nothing that the protocol does may depend on them. */
export const ghost = <F extends Fields>(fields: F): RecordOf<F, Hidden> => ({ kind: "ghost", fields });

type Key<V> = V & PropertyKey;
export interface MapOf<K, R, W, I, V, T = AnyType>
  extends Type<{ readonly [k in Key<K>]: R }, WriteEach<Key<K>, W, T>, I | ((key: K) => I), { readonly [k in Key<K>]: V }> {
  readonly kind: "map";
  readonly keys: Domain<K>;
  readonly values: T;
}
/** A total map. `init` gives one value for every key, or a function of the key. */
export const mapOf = <K extends PropertyKey, R, W, I, V, T extends Type<R, W, I, V, any>>(
  keys: Domain<K>,
  values: T & Type<R, W, I, V, any>,
): MapOf<K, R, W, I, V, T> => ({ kind: "map", keys, values });
