import type { Draw } from "./tape.ts";

/** How much goes wrong at worst; every run draws its own rates below, and leaves some kinds out. 0 leaves a kind out always. */
export interface Faults {
  /** Probabilities that a message is lost, comes twice, or comes very late. */
  readonly loss: number;
  readonly duplication: number;
  readonly delay: number;
  /** A message takes 1 ms to so many, drawn one by one, so that they overtake one another; so does writing to a disk. */
  readonly latency: number;
  /** Per virtual second in the whole cluster: nodes that stop and start again, nodes that stand still for a while. */
  readonly crashes: number;
  readonly pauses: number;
  /** Per virtual second: some nodes no longer hear some others, who may or may not hear them. */
  readonly partitions: number;
  /** Per virtual second: a disk on which nothing becomes durable for a while. */
  readonly fullDisks: number;
  /** Probability that a node stops between an append and its sync. */
  readonly crashesOnAppend: number;
  /** Probability that a sync fails, whereupon the node stops. */
  readonly syncErrors: number;
  /** Timers of a node take up to so many times as long, or as short: 1 is no skew. */
  readonly skew: number;
}

export const usualFaults: Faults = {
  loss: 0.2,
  duplication: 0.1,
  delay: 0.1,
  latency: 20,
  crashes: 1,
  pauses: 0.5,
  partitions: 0.5,
  fullDisks: 0.3,
  crashesOnAppend: 0.05,
  syncErrors: 0.02,
  skew: 2,
};

export const noFaults: Faults = {
  loss: 0,
  duplication: 0,
  delay: 0,
  latency: 1,
  crashes: 0,
  pauses: 0,
  partitions: 0,
  fullDisks: 0,
  crashesOnAppend: 0,
  syncErrors: 0,
  skew: 1,
};

const levels = [0, 0, 0.1, 0.3, 1];

/** The rates of one run: each kind of fault at a level of its own (swarm testing: Groce et al., ISSTA 2012). */
export const drawRates = (draw: Draw, worst: Faults): Faults => {
  const rates: { -readonly [kind in keyof Faults]: number } = { ...worst };
  for (const kind of Object.keys(noFaults) as (keyof Faults)[]) {
    const none = noFaults[kind];
    if (worst[kind] > none) rates[kind] = none + levels[draw.choose(levels.length)] * (worst[kind] - none);
  }
  rates.latency = Math.floor(rates.latency);
  return rates;
};

/** @throws RangeError for a rate that makes no sense. */
export const faultsOf = (given: Partial<Faults> = {}): Faults => {
  const faults = { ...usualFaults, ...given };
  for (const [kind, rate] of Object.entries(faults)) {
    const known = Object.hasOwn(noFaults, kind);
    if (!known) throw new RangeError(`There is no fault "${kind}"; there are ${Object.keys(noFaults).join(", ")}.`);
    const [least, most] = /^(latency|skew)$/.test(kind) ? [1, Number.MAX_VALUE] : [0, isProbability(kind) ? 1 : 1_000];
    if (!(rate >= least && rate <= most))
      throw new RangeError(`The fault "${kind}" is ${rate}; it must be from ${least} to ${most}.`);
  }
  if (faults.loss + faults.duplication + faults.delay > 1)
    throw new RangeError("`loss`, `duplication` and `delay` exclude one another: together they must be 1 at most.");
  return faults;
};

const isProbability = (kind: string): boolean => /^(loss|duplication|delay|crashesOnAppend|syncErrors)$/.test(kind);
