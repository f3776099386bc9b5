// What a check finds: data, and no wording. DESIGN.md §4 fixes these shapes.

import type { Verdict } from "../specs/language/index.ts";
import type { Alone } from "./explore/alone.ts";

export type { Alone, Verdict };

/** A value as JSON: ids by name (`"rm1"`), sets and bags as sorted lists, maps as objects by key. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export type PropertyKind = "invariant" | "step" | "witness" | "refinement" | "liveness" | "deadlock";

export interface PropertyResult {
  readonly kind: PropertyKind;
  /** Of a witness: `verified` once reached. `incomplete` where the search ended too early to say. */
  readonly verdict: Verdict;
  /** States on the shortest run to its violation, or to the witness. */
  readonly depth?: number;
}

export interface TraceStep {
  /** The action's name; `init` of the first step. */
  readonly action: string;
  readonly args: { readonly [name: string]: Json };
  readonly state: { readonly [variable: string]: Json };
}

/** One quantifier that decided a predicate. */
export interface Because {
  readonly over: string;
  readonly quantifier: "every" | "some" | "filter" | "count";
  readonly predicate: string;
  readonly result: boolean | number;
  readonly values: readonly Json[];
}

/** Why a property is violated. */
export interface Why {
  readonly because: readonly Because[];
  /** Of a refinement: the other spec, and its state before and after the step that it does not have. */
  readonly abstract?: { readonly of: string; readonly before?: Json; readonly after: Json };
  /** Of liveness: each of these alone would rule out every such run; fairness as a whole, or for each choice of these parameters. */
  readonly sufficient?: readonly {
    readonly action: string;
    readonly fairness: "weak" | "strong";
    readonly by?: readonly string[];
  }[];
  /** Of a deadlock: what the environment can still do. */
  readonly environment?: readonly { readonly action: string; readonly args: { readonly [name: string]: Json } }[];
  /** Of a deadlock: what refuses each action of the protocol, and for how many choices of arguments; for none, there was no choice. */
  readonly refused?: readonly Refused[];
  /** Of a state that is not the property's: what could not be evaluated, and how it failed. */
  readonly error?: string;
}

export interface Refused {
  readonly action: string;
  /** Of a guard with named conditions: the one that does not hold. */
  readonly condition?: string;
  /** The guard, or its condition, as it runs. */
  readonly text?: string;
  readonly choices: number;
}

export interface Trace {
  readonly schema: 1;
  readonly target: string;
  /** Where the instance can be imported from: a module's URL; absent of a model without an address. */
  readonly module?: string;
  /** Of a saved trace: the same as a path from the file that it is saved in, since folders are moved and cloned. */
  readonly path?: string;
  readonly mutant?: string;
  readonly constants: Json;
  readonly verdict: Verdict;
  readonly property?: string;
  readonly kind?: PropertyKind;
  readonly why?: Why;
  readonly steps: readonly TraceStep[];
  /** Of a run that goes on for ever: the state from which on it goes round, to the last, which is the same; or stays, where it is the last. */
  readonly loop?: number;
}

/** How much a green run says: what never happened, and how far away the witnesses are. */
export interface Strength {
  readonly actionsNeverTaken: readonly string[];
  /** `action` or `action.condition`: evaluated, and never false. */
  readonly guardsAlwaysTrue: readonly string[];
  /** Paths such as `rm[rm1].state` whose value was the same in every state. */
  readonly variablesNeverChanged: readonly string[];
  /** Paths of enumerations with the values that they never held: `rm[].state: aborted`. */
  readonly valuesNeverSeen: readonly string[];
  /** Invariants made by `implies` whose premise never held. */
  readonly premisesNeverHeld: readonly string[];
  /** Actions on the shortest run to each witness. */
  readonly witnesses: { readonly [name: string]: number };
}

/** Which limit or signal ended the search early. */
export type Stop = "states" | "memory" | "time" | "interrupted";

export interface Result {
  readonly schema: 1;
  readonly verdict: Verdict;
  readonly expected: Verdict;
  readonly target: string;
  readonly mutant?: string;
  readonly engine: "compiled" | "reference";
  /** The ids up to whose exchange states are counted; and what it takes to find the representative of a generated state. */
  readonly symmetric?: { readonly ids: readonly string[]; readonly microseconds?: number };
  /** Where more than one were asked for: how many have searched, this thread among them, and why no more. */
  readonly workers?: { readonly asked: number; readonly used: number; readonly alone?: Alone };
  readonly states: number;
  readonly generated: number;
  readonly depth: number;
  /** Steps cut, by the name of the bound. */
  readonly cut: { readonly [bound: string]: number };
  readonly seconds: number;
  readonly statesPerSecond: number;
  readonly generatedPerSecond: number;
  readonly bytesPerState: number;
  readonly properties: { readonly [name: string]: PropertyResult };
  /** How often each action was taken. */
  readonly actions: { readonly [name: string]: number };
  readonly strength?: Strength;
  readonly violations: readonly Trace[];
  readonly stoppedBy?: Stop;
  readonly stateHash?: string;
  /** Of an error or an incomplete run: what happened, where, what was allowed, what to do next. */
  readonly message?: string;
  /** Counts that differ from those the instance records, each with what was found. */
  readonly mismatches: readonly {
    readonly what: "states" | "generated" | "depth";
    readonly expected: number;
    readonly found: number;
  }[];
}

export interface Progress {
  readonly states: number;
  readonly generated: number;
  readonly depth: number;
  /** States still to be expanded. */
  readonly queue: number;
  readonly seconds: number;
}

export interface Limits {
  readonly states?: number;
  /** MiB that the search may allocate. */
  readonly memory?: number;
  readonly seconds?: number;
}

export interface CheckOptions extends Limits {
  readonly engine?: "compiled" | "reference";
  /** The named properties alone; deadlock is then checked only if it is named. */
  readonly properties?: readonly string[];
  /** A trace for every property violated at the depth of the first violation, not only for the first. */
  readonly all?: boolean;
  readonly hash?: boolean;
  /** States that differ only in ids which the spec calls symmetric are taken for one. */
  readonly symmetry?: boolean;
  /** Threads that search together, this one among them; more than one where it is worth it. They change no result. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}
