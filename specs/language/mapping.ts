// How an implementation is seen by its spec: what of its states is a variable's value, and which of its steps is which action.
import type { Domain } from "./domain.ts";
import type { ActionsOf } from "./instance.ts";
import type { Network } from "./network.ts";
import type { AnySpec } from "./spec.ts";
import type { ListOf, SetOf } from "./state.ts";
import type { Type } from "./type.ts";

/** What an observation does not tell. A word of its own, so that a value that is missing by mistake is an error. */
export const unobserved: unique symbol = Symbol.for("quorate.unobserved") as never;
export type Unobserved = typeof unobserved;

type Or<V> = V | Unobserved;
/** A set or a network: all that it holds, or only what it holds among others, what it does not hold, and how many. */
type Collection<V> = Iterable<V> | { readonly has?: Iterable<V>; readonly lacks?: Iterable<V>; readonly size?: number };
type Scalar = symbol | string | number | boolean | null;
type Whole = Scalar | readonly unknown[];
type Key<V> = V & PropertyKey;

/** A record that is one value, such as a message: each field is given or is unobserved. */
type Element<V> = V extends Whole ? V : { readonly [K in keyof V]: K extends "type" ? V[K] : Or<V[K]> };
type Face<T> = T extends { readonly kind: "record" | "ghost"; readonly fields: infer F }
  ? View<F>
  : T extends { readonly kind: "map"; readonly keys: Domain<infer K>; readonly values: infer V }
    ? { readonly [k in Key<K>]: Or<Face<V>> } | ((key: K) => Or<Face<V>>)
    : T extends SetOf<infer V>
      ? Collection<V>
      : T extends Network<infer M, any>
        ? Collection<M>
        : T extends ListOf<infer V>
          ? readonly V[] | { readonly length: number }
          : T extends Type<infer R extends Given, any, any, any, any>
            ? Element<R>
            : never;
/** Makes the compiler keep words as they are, as `Given` of type.ts does for `init`. */
type Given = Scalar | (string & {}) | "" | { readonly [field: string]: Given } | Iterable<Given> | readonly [];

/**
 * A spec's state as far as it is observed: every variable and field is given or said to be `unobserved`, so that a new one in
 * the spec is not left out by oversight. A map is given as a function of the key, or by key.
 */
export type View<F> = { readonly [K in keyof F]: Or<Face<F[K]>> };

/** A view in which what is not mentioned is not observed: for events of a log, which tell of little. */
export type Glimpse<F> = { readonly [K in keyof F]?: Or<Glimpsed<F[K]>> };
type Glimpsed<T> = T extends { readonly kind: "record" | "ghost"; readonly fields: infer F }
  ? Glimpse<F>
  : T extends { readonly kind: "map"; readonly keys: Domain<infer K>; readonly values: infer V }
    ? { readonly [k in Key<K>]?: Or<Glimpsed<V>> } | ((key: K) => Or<Glimpsed<V>>)
    : Face<T>;

type Named<A> = {
  [K in keyof A]: { readonly action: K; readonly args?: { readonly [N in keyof A[K]]: Or<Element<A[K][N]>> } };
}[keyof A];
/** An action of the spec, with whatever arguments when it is the name alone. */
export type ActionHint<A> = keyof A | Named<A>;
/**
 * What the spec does while the implementation takes one step: an action; several, one after the other; nothing (`"stutter"`);
 * or it is not known (`unobserved`), and may be any one action, or none.
 */
export type Hint<A> = ActionHint<A> | { readonly inOrder: readonly ActionHint<A>[] } | "stutter" | Unobserved;
/** One hint, or a list of which any may be what happened. */
export type Hints<A> = Hint<A> | readonly Hint<A>[];

/** One thing that was seen: what may have been done, and how the state looked before and after. */
export interface Observation<D extends AnySpec> {
  readonly does: Hints<ActionsOf<D>>;
  readonly before?: Glimpse<D["state"]>;
  readonly after?: Glimpse<D["state"]>;
}

/** Actions of the spec that may happen without being seen, in any place of a step. */
export interface HiddenSteps<D extends AnySpec> {
  readonly hidden?: readonly (keyof ActionsOf<D>)[];
  /** The most of them in one step; 2 unless said otherwise. */
  readonly maxHidden?: number;
}

/** A step of an implementation: its name and what it was given; a union by name where each has arguments of its own. */
export interface Happened {
  readonly action: string;
  readonly args: unknown;
}
/** The step by that name; one type may serve several names. */
type StepOf<T extends Happened, K extends T["action"]> = T extends Happened ? (K extends T["action"] ? T : never) : never;

/**
 * How a system is seen by a spec: its states through `view`, its steps through `actions`, by the name that the system gives
 * them. Each is given the arguments, the states before and after, and the whole step, for what else it carries.
 */
export interface Mapping<D extends AnySpec, State, T extends Happened = Happened> extends HiddenSteps<D> {
  readonly view: (state: State) => View<D["state"]>;
  readonly actions: {
    readonly [K in T["action"]]: (
      args: StepOf<T, K>["args"],
      before: State,
      after: State,
      step: StepOf<T, K>,
    ) => Hints<ActionsOf<D>>;
  };
}
