import type { HappeningName } from "../cluster.ts";

/** What happened in a run, counted. */
export interface Statistics {
  /** Steps of the cluster. */
  events: number;
  /** Virtual time. */
  milliseconds: number;
  readonly steps: Record<HappeningName, number>;
  /** Faults, by kind. */
  readonly faults: Record<FaultKind, number>;
  /** How often a core refused what came from outside. */
  rejected: number;
  asked: number;
  answered: number;
}

export type FaultKind =
  | "loss"
  | "duplication"
  | "reordering"
  | "delay"
  /** Messages that were cut off. */
  | "partition"
  | "pause"
  | "crash"
  /** Crashes that took with them what had been appended and not synced; of these, those that kept a part of it. */
  | "crashBeforeSync"
  | "tornTail"
  | "syncError"
  | "fullDisk"
  | "skew";

export const noStatistics = (): Statistics => ({
  events: 0,
  milliseconds: 0,
  steps: { request: 0, deliver: 0, lose: 0, duplicate: 0, timer: 0, choice: 0, sync: 0, crash: 0, restart: 0 },
  faults: {
    loss: 0,
    duplication: 0,
    reordering: 0,
    delay: 0,
    partition: 0,
    pause: 0,
    crash: 0,
    crashBeforeSync: 0,
    tornTail: 0,
    syncError: 0,
    fullDisk: 0,
    skew: 0,
  },
  rejected: 0,
  asked: 0,
  answered: 0,
});
