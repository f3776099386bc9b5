import type { AnySpec, Instance } from "../../specs/language/index.ts";
import type { Obligation } from "../../specs/language/property.ts";
import type { NetworkSchema, ScalarSchema, Schema } from "./schema.ts";

// biome-ignore lint/suspicious/noExplicitAny: states and arguments are typed where specs are written.
export type Loose = any;
export type Arguments = Readonly<Record<string, unknown>>;

/** Where a parameter's values come from, in the order in which they are tried. */
export type Source =
  | { readonly kind: "domain"; readonly domain: ScalarSchema }
  | { readonly kind: "drawn"; readonly variable: string; readonly network: NetworkSchema; readonly tag: string | undefined }
  | { readonly kind: "from"; readonly of: ScalarSchema; readonly from: (state: Loose, args: Arguments) => Iterable<unknown> };

export interface Parameter {
  readonly name: string;
  readonly source: Source;
}

export interface Condition {
  /** Undefined of a guard that is one function. */
  readonly name: string | undefined;
  readonly holds: (seen: Loose, args: Arguments) => boolean;
}

/** An action of the spec, or a fault. `upon` names the variable that a fault's recipes are given instead of the state. */
export interface ModelAction {
  readonly name: string;
  readonly index: number;
  readonly environment: boolean;
  readonly upon: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly conditions: readonly Condition[];
  readonly effect: (draft: Loose, args: Arguments) => unknown;
  readonly by: string | ((args: Arguments) => unknown) | undefined;
}

export interface StateProperty {
  readonly name: string;
  readonly holds: (state: Loose) => boolean;
  /** Of an invariant made by `implies`. */
  readonly premise?: (state: Loose) => boolean;
}
export interface StepProperty {
  readonly name: string;
  readonly holds: (before: Loose, after: Loose, action: { readonly name: string; readonly args: Arguments }) => boolean;
  /** Of one that stands for a refinement. */
  readonly refines?: Refinement;
}
export interface Refinement {
  readonly name: string;
  readonly of: Instance<AnySpec>;
  /** The other spec's state, in the form of its `init`. */
  readonly mapping: (state: Loose) => Loose;
}
export interface Liveness {
  readonly name: string;
  /** What a state says of it. */
  readonly of: (state: Loose) => Obligation;
}
/** What a fair run does not put off: an action, or each choice of these parameters of it. */
export interface Fairness {
  readonly action: number;
  readonly kind: "weak" | "strong";
  readonly by: readonly Parameter[];
}
export interface WithinBound {
  readonly name: string;
  readonly holds: (state: Loose) => boolean;
}
export interface AllowBound {
  readonly name: string;
  readonly holds: StepProperty["holds"];
}

/** What both engines explore: an instance with its optional parts settled and its references resolved. */
export interface Model {
  readonly target: string;
  readonly spec: AnySpec;
  readonly instance: Instance<AnySpec>;
  /** In declared order. */
  readonly variables: readonly { readonly name: string; readonly schema: Schema }[];
  /** The initial states in declared order, each in the form of `init`. */
  readonly initials: readonly Loose[];
  readonly actions: readonly ModelAction[];
  readonly invariants: readonly StateProperty[];
  readonly steps: readonly StepProperty[];
  readonly witnesses: readonly StateProperty[];
  readonly refinements: readonly Refinement[];
  readonly liveness: readonly Liveness[];
  /** At most one of each action. */
  readonly fairness: readonly Fairness[];
  /** States are counted up to exchanging ids of these domains; usually there are none. */
  readonly symmetric: readonly ScalarSchema[];
  readonly within: readonly WithinBound[];
  readonly allow: readonly AllowBound[];
  /** Whether a state without a step of the protocol is a mistake. */
  readonly deadlock: boolean;
  readonly terminal: ((state: Loose) => boolean) | undefined;
}
