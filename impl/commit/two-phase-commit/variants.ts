// What the coordinator presumes of a transaction that it knows nothing about, and what need not be kept or acknowledged therefore.

export const PRESUMED = ["nothing", "abort", "commit"] as const;
export type Presumed = (typeof PRESUMED)[number];

export type Decision = "commit" | "abort";

export interface Variant {
  /** What it answers of what it knows nothing about. To presume nothing is to have acknowledged both, and yet to answer. */
  readonly presumes: Decision;
  /** Whether the coordinator writes down whom it asks before it asks. An abort has no other record then. */
  readonly collects: boolean;
  /** Decisions that are told until they are acknowledged, and are on the disk of whoever acknowledges. */
  readonly acknowledged: readonly Decision[];
  /** Decisions that are on the coordinator's disk before anybody hears of them. */
  readonly forced: readonly Decision[];
}

export const variants: Readonly<Record<Presumed, Variant>> = {
  nothing: { presumes: "abort", collects: false, acknowledged: ["commit", "abort"], forced: ["commit", "abort"] },
  abort: { presumes: "abort", collects: false, acknowledged: ["commit"], forced: ["commit"] },
  commit: { presumes: "commit", collects: true, acknowledged: ["abort"], forced: ["commit"] },
};
