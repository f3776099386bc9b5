// What is kept of a key: its value, and the version as which it was written.
import type { NodeId } from "../../runtime/core.ts";

/**
 * No two writes have the same version: besides the counter, which orders writes that follow each other, it names the write
 * itself by the node that made it, how often that node had started, and which of its operations it was.
 */
export interface Version {
  /** One more than the greatest that the writer had heard of; from 1. */
  readonly counter: number;
  readonly node: NodeId;
  readonly start: number;
  readonly operation: number;
}

export interface Copy {
  readonly version: Version;
  readonly value: string;
}

/** Negative when the one comes first. By the counters, and where these are equal by the writers. */
export const compareVersions = (one: Version, other: Version): number =>
  one.counter - other.counter ||
  (one.node === other.node ? 0 : one.node < other.node ? -1 : 1) ||
  one.start - other.start ||
  one.operation - other.operation;

/** Whether the one is a newer copy than the other; null is what there is before anything is written. */
export const isNewer = (one: Copy | null, other: Copy | null): boolean =>
  one !== null && (other === null || compareVersions(one.version, other.version) > 0);
