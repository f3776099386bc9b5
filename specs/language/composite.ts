// Values made of values: what lists, sets and messages may hold beside scalars.
import { titleOf } from "./domain.ts";
import type { Type, ValueType } from "./type.ts";

type Item<T> = T extends ValueType<infer V> ? V : never;
type Items<T extends readonly ValueType<any>[]> = { readonly [I in keyof T]: Item<T[I]> };
type Value<V> = Type<V, V, V, V, { readonly of: V }>;

/** A fixed number of values, each of its own type. */
export const tuple = <const T extends readonly ValueType<any>[]>(...items: T): Value<Items<T>> =>
  ({ kind: "tuple", title: `tuple(${items.map(titleOf).join(", ")})`, items }) as Value<Items<T>>;

/** The fields of each variant of a tagged union. */
export type Shapes = Record<string, Record<string, ValueType<any>>>;
type FieldValues<F> = { readonly [K in keyof F]: Item<F[K]> };
type Variant<T, F> = { readonly type: T } & FieldValues<F> extends infer O ? { readonly [K in keyof O]: O[K] } : never;
export type VariantOf<V extends Shapes> = { [T in keyof V]: Variant<T, V[T]> }[keyof V];

/** A tagged union of records: `{ type: "Prepared", rm }`. The order is that of the types, then of the fields as declared. */
export const variants = <const V extends Shapes>(shapes: V): Value<VariantOf<V>> =>
  ({ kind: "variants", title: `variants(${Object.keys(shapes).join(", ")})`, shapes }) as Value<VariantOf<V>>;
