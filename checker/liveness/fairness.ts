// Fairness as the decision procedure sees it: a set of constraints on runs, each about some of the labels.
import type { StateGraph } from "./state-graph.ts";

/**
 * Weak: what can be done from some point on for ever is done again and again. Strong: what can be done again and again is. As
 * in TLA+ (Lamport, "The Temporal Logic of Actions", TOPLAS 16(3), 1994, section 5) only steps that change something count.
 */
export type Kind = "weak" | "strong";

export interface Fairness {
  /** Of each constraint. */
  readonly kinds: readonly Kind[];
  /** The constraint that a label falls under, or -1. */
  readonly constraintOf: Int32Array;
}

/** Which constraints each state enables: some step under it can be taken there. */
export class Enabled {
  readonly #words: number;
  readonly #bits: Uint32Array;

  constructor({ states, offsets, labels }: StateGraph, { kinds, constraintOf }: Fairness) {
    this.#words = Math.ceil(kinds.length / 32);
    this.#bits = new Uint32Array(states * this.#words);
    for (let state = 0; state < states; state++) {
      for (let edge = offsets[state]; edge < offsets[state + 1]; edge++) {
        const constraint = constraintOf[labels[edge]];
        if (constraint >= 0) this.#bits[state * this.#words + (constraint >>> 5)] |= 1 << (constraint & 31);
      }
    }
  }

  has(state: number, constraint: number): boolean {
    return (this.#bits[state * this.#words + (constraint >>> 5)] & (1 << (constraint & 31))) !== 0;
  }
}
