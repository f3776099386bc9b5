declare const hidden: unique symbol;
/** What a guard sees of a ghost: nothing, not even its name. */
export interface Hidden {
  readonly [hidden]: true;
}

/** The element face of what changes in place, and so cannot be an element of something else. */
export type NotAValue = "changes in place, so it cannot be an element, a member or a message field";

/**
 * What a variable, a field or an element may hold. A type has five faces: what a property reads, what an effect writes,
 * what `init` gives, what a guard sees, and, boxed, the immutable value it is as an element of a list, a set or a message.
 */
export interface Type<out Read, out Write = Read, in Initial = never, out Seen = Read, out Element = NotAValue> {
  readonly kind: string;
  readonly read?: Read | undefined;
  readonly write?: Write | undefined;
  readonly initial?: ((value: Initial) => void) | undefined;
  readonly seen?: Seen | undefined;
  readonly element?: Element | undefined;
}

export type AnyType = Type<any, any, any, any, any>;

/** A type whose values are immutable, so that lists, sets and messages can hold them. */
export type ValueType<V> = Type<any, any, any, any, { readonly of: V }>;

export type Fields = Record<string, AnyType>;
/**
 * Anything that `init` may give. The empty word makes the compiler keep words as they are: in what a function returns, which
 * is typed before S is known, `"low"` would widen to `string` and fit nothing.
 */
type Given =
  | ((string & {}) | "" | number | boolean | symbol | null)
  | { readonly [field: string]: Given }
  | (Iterable<Given> | readonly [])
  | ((key: never) => Given);
/** V, as the type of what a function returns: words in it are kept, and it is checked against V rather than inferred from. */
export type Verbatim<V> = V extends infer W extends Given ? NoInfer<W> : never;

export type Read<S> = { readonly [K in keyof S]: S[K] extends Type<infer R, any, any, any, any> ? R : never };
export type Initial<S> = { readonly [K in keyof S]: S[K] extends Type<any, any, infer I extends Given, any, any> ? I : never };
export type Seen<S> = {
  readonly [K in keyof S as S[K] extends Type<any, any, any, Hidden, any> ? never : K]: S[K] extends Type<
    any,
    any,
    any,
    infer V,
    any
  >
    ? V
    : never;
};

type InPlace = { readonly kind: "record" | "ghost" | "set" | "network" };
type Nested = InPlace | { readonly kind: "map" };
type EditedInPlace = InPlace | { readonly kind: "map"; readonly values: Nested };
type Face<T> = T extends Type<any, infer W, any, any, any> ? W : never;
type Flat<T> = T extends infer O ? { [K in keyof O]: O[K] } : never;
/** The values of a map, as an effect writes them: what is edited in place is not assigned by key either. */
export type WriteEach<K extends PropertyKey, W, T> = T extends Nested ? { readonly [k in K]: W } : { [k in K]: W };
/** Scalars, lists and maps of them may be assigned; records, sets and networks are only ever edited in place. */
export type Write<S> = Flat<
  { [K in keyof S as S[K] extends EditedInPlace ? never : K]: Face<S[K]> } & {
    readonly [K in keyof S as S[K] extends EditedInPlace ? K : never]: Face<S[K]>;
  }
>;
