// Where a node's process kills itself: at a record of its log, before or after each thing that happens to it there.

export const MOMENTS = [
  /** The core wants the record appended: nothing of it is anywhere. */
  "wanted",
  /** Half of its frame is in the file. */
  "torn",
  /** All of it is in the file, which is not synced. */
  "written",
  /** It is on disk; nobody has been told. */
  "synced",
  /** What waited for it has left the process. */
  "left",
] as const;

export interface CrashPoint {
  /** The type of the record. */
  readonly record: string;
  readonly moment: (typeof MOMENTS)[number];
}

/** What the parent tells the process, which answers with `Told`. */
export interface Tell {
  readonly crashAt: CrashPoint;
}
export type Told = { readonly ready: true } | { readonly armed: true };
