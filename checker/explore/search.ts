// What a search is to whoever runs it, whichever engine does the work.

import type { Promised } from "../liveness/question.ts";
import type { GraphBuilder } from "../liveness/state-graph.ts";
import type { Arguments } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import type { PropertyKind, Why } from "../result.ts";
import type { Alone } from "./alone.ts";

/** A violation as it was found: the states on a shortest run to it, from an initial state on. */
export interface Finding {
  readonly kind: PropertyKind;
  readonly property: string;
  /** States on the run. */
  readonly depth: number;
  /** The run; of a step's violation its last two states are the step; a lasso comes back to where its loop begins. */
  run(): PlainState[];
  /** Of a liveness property: the state from which on the run goes round, for ever; the last one where it stays. */
  readonly loop?: number;
  /** Of a liveness property: whether this may be the action that leads to the state of that number on the run. */
  readonly isTaken?: (step: number, action: number, args: Arguments) => boolean;
  /** Of a liveness property: each would rule out all such runs. */
  readonly sufficient?: NonNullable<Why["sufficient"]>;
}

/** What was never exercised, so far. */
export interface Coverage {
  readonly guardsAlwaysTrue: readonly string[];
  readonly variablesNeverChanged: readonly string[];
  readonly valuesNeverSeen: readonly string[];
  readonly premisesNeverHeld: readonly string[];
}

/** As what fairness sees a step of an action, given by its index. */
export type LabelOf = (action: number, args: Arguments) => number;

/**
 * A breadth-first search that runs in slices. After a violation it finishes the depth being expanded and stops. It throws a
 * SpecError when the spec is wrong; its counts then still stand.
 */
export interface Search {
  readonly engine: "compiled" | "reference";
  /** Goes on for about so many milliseconds; at most `states` are stored. */
  advance(
    milliseconds: number,
    limits: { readonly states: number; readonly bytes: number },
  ): "more" | "exhausted" | "violated" | "states" | "memory";
  readonly states: number;
  readonly generated: number;
  /** States on the longest shortest run so far. */
  readonly depth: number;
  readonly queue: number;
  readonly bytes: number;
  readonly cut: Readonly<Record<string, number>>;
  readonly taken: Readonly<Record<string, number>>;
  /** In the order of the contract: by depth, then as declared. */
  readonly findings: readonly Finding[];
  /** States on the shortest run to each witness that was reached, and that run. */
  readonly witnessed: ReadonlyMap<string, { readonly depth: number; run(): PlainState[] }>;
  /** Where it threw: a run to the state that was being expanded, or to the initial state that was refused. */
  readonly failure?: { run(): PlainState[] } | undefined;
  /** Of a search up to symmetry: the microseconds that it takes to find the representative of a state. */
  readonly perRepresentative?: number | undefined;
  /** Of a search that was given other threads: how many have searched, and why it was this one alone. */
  readonly threads?: { readonly threads: number; readonly alone?: Alone } | undefined;
  coverage(): Coverage;
  /** Every state that was stored. */
  stored(): Iterable<PlainState>;
  /**
   * Of a search that is exhausted and has cut nothing: puts all states into the graph, each with its steps, and pauses now and
   * then. States go by their place among those stored.
   */
  graph(labelOf: LabelOf): Generator<GraphBuilder, GraphBuilder>;
  /** What each stored state says of each liveness property. */
  promised(): readonly Promised[];
  stateAt(index: number): PlainState;
  /** Lets go of other threads, if there are any. The search is then over. */
  end?(): Promise<void>;
}
