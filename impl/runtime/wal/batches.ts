import type { Lsn } from "../core.ts";

/** Records that wait to be written. */
export interface Batches {
  /** The number of the last record that was added. */
  readonly lsn: Lsn;
  add(records: readonly Uint8Array[]): void;
  /** The oldest, as many as fit into this many bytes, and at least one; none if none waits. */
  take(bytes: number): readonly Uint8Array[];
}

export const batchesAfter = (durable: Lsn): Batches => {
  let lsn = durable;
  let waiting: Uint8Array[] = [];
  return {
    get lsn() {
      return lsn;
    },
    add: (records) => {
      for (const record of records) waiting.push(record);
      lsn += records.length;
    },
    take: (bytes) => {
      let count = 0;
      for (let taken = 0; count < waiting.length && (count === 0 || taken + waiting[count].length <= bytes); count++)
        taken += waiting[count].length;
      const batch = waiting.slice(0, count);
      waiting = waiting.slice(count);
      return batch;
    },
  };
};
