import { randomNumbers } from "./random.ts";

/** Where decisions come from. Of every decision 0 is the plainest outcome: no fault, the shortest way, the first of a list. */
export interface Draw {
  /** One of 0 to n - 1, each as likely. */
  choose(n: number): number;
  /** One of the indices of the weights, each with the likelihood of its weight. */
  pick(weights: readonly number[]): number;
  /** Whether something happens that has this probability. */
  chance(probability: number): boolean;
  /** A whole number of the interval, which is one number when no whole number lies between its ends. */
  between(least: number, most: number): number;
}

/** From what a run's decisions are drawn: a seed, or the entries of a recorded tape. */
export type Source = { readonly seed: number } | { readonly tape: readonly number[] };

/**
 * A record of decisions. What is on it is the decision itself and not the chance behind it, so a replay takes the same one
 * whatever the weights. Beyond a tape's end everything is decided for 0, and an entry too large for its decision is taken modulo.
 */
export class Tape implements Draw {
  /** Every decision so far, in order. */
  readonly entries: number[] = [];
  private readonly recorded: readonly number[] | undefined;
  private readonly random: () => number;

  constructor(source: Source) {
    this.recorded = "tape" in source ? source.tape : undefined;
    this.random = "seed" in source ? randomNumbers(source.seed) : () => 0;
  }

  choose(n: number): number {
    if (!(n >= 1)) throw new RangeError(`A choice among ${n} possibilities is none; at least one is needed.`);
    if (n === 1) return 0;
    if (this.recorded !== undefined) return this.replayed(n);
    return this.record(Math.floor((this.random() / 0x1_0000_0000) * n));
  }

  pick(weights: readonly number[]): number {
    if (this.recorded !== undefined) return this.replayed(weights.length);
    let total = 0;
    for (const weight of weights) total += weight;
    let rest = (this.random() / 0x1_0000_0000) * total;
    for (let i = 0; i < weights.length; i++) {
      rest -= weights[i];
      if (rest < 0) return this.record(i);
    }
    return this.record(0);
  }

  chance(probability: number): boolean {
    if (this.recorded !== undefined) return this.replayed(2) === 1;
    return this.record(this.random() < probability * 0x1_0000_0000 ? 1 : 0) === 1;
  }

  between(least: number, most: number): number {
    return least + this.choose(Math.max(1, Math.floor(most - least) + 1));
  }

  private replayed(n: number): number {
    const entry = this.recorded?.[this.entries.length] ?? 0;
    return this.record(entry < n ? entry : entry % n);
  }

  private record(decision: number): number {
    this.entries.push(decision);
    return decision;
  }
}
