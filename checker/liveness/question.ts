// What is asked of all fair runs, in the terms of a graph: which states a run that breaks the promise stays in, from where on.
import type { StateGraph } from "./state-graph.ts";

export const KINDS = ["eventually", "leadsTo", "infinitelyOften", "eventuallyAlways"] as const;

/** What a property says of each state. */
export interface Promised {
  readonly kind: (typeof KINDS)[number];
  readonly raised: Uint8Array;
  readonly met: Uint8Array;
}

/** A run breaks the promise that comes to a state of `from`, stays in `stays` for ever and, if need be, visits `visited` for ever. */
export interface Question {
  /** Undefined: in an initial state, and nowhere else. */
  readonly from: Uint8Array | undefined;
  readonly stays: Uint8Array;
  readonly visited?: Uint8Array;
}

export const questionOf = ({ kind, raised, met }: Promised): Question => {
  const unmet = met.map((isMet) => 1 - isMet);
  const all = new Uint8Array(met.length).fill(1);
  switch (kind) {
    case "eventually":
      return { from: undefined, stays: unmet };
    case "leadsTo":
      return { from: raised, stays: unmet };
    case "infinitelyOften":
      return { from: all, stays: unmet };
    case "eventuallyAlways":
      return { from: all, stays: all, visited: unmet };
  }
};

/**
 * Shortest ways to where a promise is being broken: breadth first over the states before and, apart from them, those from
 * where on it is. A place is a state, plus the number of states once the run stays.
 */
export class Ways {
  readonly #graph: StateGraph;
  readonly #parent: Int32Array;
  /** The states in which a run may stay from some point on, the nearest first. */
  readonly reached: Int32Array;

  constructor(graph: StateGraph, { from, stays }: Question) {
    const { states, initial, offsets, targets } = graph;
    this.#graph = graph;
    this.#parent = new Int32Array(2 * states).fill(-2);
    const queue: number[] = [];
    const reached: number[] = [];
    const come = (place: number, parent: number) => {
      if (this.#parent[place] !== -2) return;
      this.#parent[place] = parent;
      queue.push(place);
      if (place >= states) reached.push(place - states);
      else if (from?.[place] === 1 && stays[place] === 1) come(place + states, place);
    };
    for (const state of initial) {
      if (from !== undefined) come(state, -1);
      else if (stays[state] === 1) come(state + states, -1);
    }
    for (let i = 0; i < queue.length; i++) {
      const place = queue[i];
      const state = place % states;
      for (let edge = offsets[state]; edge < offsets[state + 1]; edge++) {
        if (place < states) come(targets[edge], place);
        else if (stays[targets[edge]] === 1) come(targets[edge] + states, place);
      }
    }
    this.reached = Int32Array.from(reached);
  }

  /** The states on a shortest way to a reached one, from an initial state on. */
  to(state: number): number[] {
    const { states } = this.#graph;
    const way: number[] = [];
    for (let place = state + states; place >= 0; place = this.#parent[place]) {
      // Beginning to stay is no step.
      if (way.at(-1) !== place % states) way.push(place % states);
    }
    return way.reverse();
  }
}
