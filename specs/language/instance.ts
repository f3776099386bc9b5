import type { AnySpec, Choice, Spec, Step } from "./spec.ts";
import type { Initial, Read } from "./type.ts";

/** T as far as it is JSON. An interface has no index signature, so it is walked and not compared. */
type Json<T> = T extends string | number | boolean | null
  ? T
  : T extends (...args: never) => unknown
    ? never
    : { readonly [K in keyof T]: Json<T[K]> };

export type Verdict = "verified" | "violated" | "deadlocked" | "unwitnessed" | "incomplete" | "error";

/** What a check of the instance must find; what is left out is not compared. */
export interface Expectation {
  readonly verdict?: Verdict;
  readonly states?: number;
  readonly generated?: number;
  readonly depth?: number;
}

export type ActionsOf<D> = D extends Spec<any, infer A, any> ? A : never;
export type PropertyOf<D> = D extends Spec<any, any, infer P> ? P : never;

type Bound<F> = F | Readonly<Record<string, F>>;
type Within<D extends AnySpec> = (state: Read<D["state"]>) => boolean;
type Allow<D extends AnySpec> = (before: Read<D["state"]>, after: Read<D["state"]>, action: Step<ActionsOf<D>>) => boolean;

/** The bounds of an instance, and what must come out within them. */
export interface InstanceOptions<D extends AnySpec, Q = unknown> {
  /** Its name behind the protocol's; without one, its constants joined: `3-2-2`. */
  readonly name?: string;
  /** Whether a check of everything takes it; false for what takes long. */
  readonly default?: boolean;
  /** Initial states of its own. */
  readonly init?: Initial<D["state"]> | Choice<D["state"], Q>;
  /** States outside are checked, but neither counted nor explored further. Named conditions are counted by name. */
  readonly within?: Bound<Within<D>>;
  /** Steps that are not allowed are cut, unchecked. */
  readonly allow?: Bound<Allow<D>>;
  /** Why a state in which nothing can happen is no mistake here; without a reason it is one. */
  readonly deadlockAllowed?: string;
  /** Witnesses that these bounds put out of reach; reaching one is an error. */
  readonly outOfReach?: readonly PropertyOf<D>[];
  /** Whether states are counted up to the ids that the spec calls symmetric. */
  readonly symmetry?: boolean;
  readonly expect?: Expectation;
}

/** Where an instance can be imported from again: the module, and the instance's name there. */
export interface Address {
  readonly module: string;
}

/** A spec given its constants and bounds: what a check takes. */
export interface Instance<out D extends AnySpec> {
  readonly kind: "instance";
  readonly name: string;
  /** `two-phase-commit/3`. */
  readonly target: string;
  readonly constants: unknown;
  readonly spec: D;
  readonly options: InstanceOptions<any, any>;
  readonly address?: Address;
}

const nameOf = (constants: unknown): string =>
  Object.entries((constants ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? name : Array.isArray(value) ? value.join("+") : String(value)))
    .join("-") || "only";

type InstanceOf = <C, D extends AnySpec, Q>(
  specOf: (constants: C) => D,
  constants: NoInfer<C> & Json<NoInfer<C>>,
  options?: InstanceOptions<NoInfer<D>, Q>,
) => Instance<D>;

/**
 * A way of declaring instances that know where they stand, so that a worker or a saved trace can find them again: a file of
 * instances says `const instance = instancesOf(import.meta.url)` once.
 */
export const instancesOf =
  (module: string | undefined): InstanceOf =>
  (specOf, constants, options = {}) => {
    const spec = specOf(constants);
    const name = options.name ?? nameOf(constants);
    const address = module === undefined ? {} : { address: { module } };
    return { kind: "instance", name, target: `${spec.name}/${name}`, constants, spec, options, ...address };
  };

/** An instance without an address; it is checked as any other, and what needs to find it again says so. */
export const instance: InstanceOf = instancesOf(undefined);
