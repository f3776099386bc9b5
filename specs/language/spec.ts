// What a spec is: one literal. Only `state` and `actions` are inferred from; every other member is checked against them.
import type { Domain } from "./domain.ts";
import type { Drawn } from "./network.ts";
import type { Abstract, Fair, Obligation } from "./property.ts";
import type { Fields, Initial, Read, Seen, Verbatim, Write } from "./type.ts";

/** What a parameter ranges over: a domain, what a network holds, or those of a domain that the state offers. */
export type Param<S, P, N extends keyof P> =
  | Domain<P[N]>
  | Drawn<P[N]>
  | { readonly of: Domain<P[N]>; readonly from: (state: Seen<S>, args: Omit<P, N>) => Iterable<Verbatim<P[N]>> };
export type Args<P> = { readonly [N in keyof P]: P[N] };

type Condition<S, P> = (state: Seen<S>, args: Args<P>) => boolean;
export interface Action<S, P> {
  /** An optional part of the protocol: false leaves the action out. */
  readonly when?: boolean;
  /** The process that acts: the name of a parameter, or a function of the arguments. */
  readonly by?: NoInfer<keyof P> | ((args: Args<P>) => PropertyKey);
  /** Not the protocol's doing: a fault, a client, a clock. */
  readonly environment?: boolean;
  readonly params?: { readonly [N in keyof P]: Param<S, P, N> };
  readonly guard?: Condition<S, P> | Readonly<Record<string, Condition<S, P>>>;
  /** Not `void`, which a promise or a returned value would fit. */
  readonly effect: (draft: Write<S>, args: Args<P>) => undefined;
}

/** A step, as properties see it: the action's name, and its arguments, which the name determines. */
export type Step<A> = { [K in keyof A]: { readonly name: K; readonly args: Args<A[K]> } }[keyof A];

/** Several initial states: one for each choice of the parameters. */
export interface Choice<S, Q> {
  readonly params: { readonly [N in keyof Q]: Domain<Q[N]> };
  readonly state: (args: Args<Q>) => Initial<S>;
}

/** What `ids` makes; the members of `orderedIds` can be told apart. */
type Symmetric = Domain<any> & { readonly ordered?: false };

type Named<K extends string, F> = Readonly<Record<K, F>>;
type StateHolds<S> = (state: Read<S>) => boolean;
type StepHolds<S, A> = (before: Read<S>, after: Read<S>, action: Step<A>) => boolean;

export interface Definition<
  S extends Fields,
  A,
  Q,
  I extends string,
  T extends string,
  W extends string,
  R extends string,
  L extends string,
> {
  readonly name: string;
  readonly state: S;
  readonly init: Initial<NoInfer<S>> | Choice<NoInfer<S>, Q>;
  readonly actions: { readonly [K in keyof A]: Action<NoInfer<S>, A[K]> };
  /** Of every state. */
  readonly invariants?: Named<I, StateHolds<NoInfer<S>>>;
  /** Of every step. */
  readonly steps?: Named<T, StepHolds<NoInfer<S>, NoInfer<A>>>;
  /** Of some state that is reached: a spec in which nothing happens is safe. */
  readonly witnesses?: Named<W, StateHolds<NoInfer<S>>>;
  readonly refines?: Named<R, (state: Read<NoInfer<S>>) => Abstract>;
  /** Of every run that is fair. */
  readonly liveness?: Named<L, (state: Read<NoInfer<S>>) => Obligation>;
  readonly fairness?: { readonly [K in keyof NoInfer<A>]?: Fair<keyof A[K]> };
  /** Ids of which it does not matter which is which, so that states which differ in nothing else can be taken for one. */
  readonly symmetric?: readonly Symmetric[];
  /** States in which it is right that nothing more happens. */
  readonly terminal?: StateHolds<NoInfer<S>>;
}

/** A spec, and the names of its properties. */
export interface Spec<S extends Fields, A, P extends string> extends Definition<S, A, any, any, any, any, any, any> {
  readonly properties: readonly P[];
}
export type AnySpec = Spec<any, any, any>;

/** Declares a spec: everything is inferred from this one literal, and no draft or parameter needs an annotation. */
export const spec = <
  S extends Fields,
  A,
  Q, // A property kind that is left out must name nothing: without `never` it would name every string.
  const I extends string = never,
  const T extends string = never,
  const W extends string = never,
  const R extends string = never,
  const L extends string = never,
>(
  definition: Definition<S, A, Q, I, T, W, R, L>,
): Spec<S, A, I | T | W | R | L> => {
  const { invariants, steps, witnesses, refines, liveness } = definition;
  const properties = [invariants, steps, witnesses, refines, liveness].flatMap((named) => Object.keys(named ?? {}));
  return { ...definition, properties: properties as (I | T | W | R | L)[] };
};
