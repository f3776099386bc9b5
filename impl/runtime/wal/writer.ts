import type { Lsn } from "../core.ts";
import { writeDiscarded } from "./discarded.ts";
import type { Files } from "./files.ts";
import { FRAME_HEADER, frameOf } from "./frame.ts";
import type { Identity } from "./identity.ts";
import { createSegment, type Segment, type Tail } from "./segment.ts";

/** Writes to the segments of a log: one call at a time, and none after one that failed. */
export interface Writer {
  /** One frame of these records, on disk when done: returns the number of the last. */
  write(records: readonly Uint8Array[]): Promise<Lsn>;
  /** Deletes the segments that hold no record after this one; never the last segment. */
  discard(upTo: Lsn): Promise<void>;
  close(): Promise<void>;
}

export interface Place {
  readonly files: Files;
  readonly directory: string;
  readonly identity: Identity;
  /** A segment that would become longer than this is followed by another. */
  readonly segmentBytes: number;
}

export const writerAt = (place: Place, sealed: readonly Segment[], last: Tail): Writer => {
  const { files, directory, identity, segmentBytes } = place;
  const before = [...sealed];
  let tail = last;

  const roll = async (): Promise<void> => {
    // All of the old one is on disk, since every frame is synced: so no segment but the last can have a torn tail.
    const next = await createSegment(files, directory, identity, tail.lsn, tail.sum);
    await tail.file.close();
    before.push({ path: tail.path, firstLsn: tail.firstLsn });
    tail = next;
  };

  return {
    write: async (records) => {
      const length = records.reduce((sum, record) => sum + record.length, FRAME_HEADER);
      if (tail.used && tail.size + length > segmentBytes) await roll();
      const { bytes, sum } = frameOf(records, tail.lsn + 1, tail.sum, tail.salt);
      await tail.file.write(bytes, tail.size);
      await tail.file.sync();
      tail = { ...tail, size: tail.size + length, used: true, lsn: tail.lsn + records.length, sum };
      return tail.lsn;
    },
    discard: async (upTo) => {
      const all = [...before, tail];
      const kept = all.findLastIndex(({ firstLsn }) => firstLsn <= upTo + 1);
      if (kept < 1) return;
      await writeDiscarded(files, directory, all[kept].firstLsn - 1);
      for (const { path } of all.slice(0, kept)) {
        await files.remove(path);
        // Before the next one goes: were they to vanish in another order, a gap would be left in the middle.
        await files.syncFolder(directory);
        before.shift();
      }
    },
    close: () => tail.file.close(),
  };
};
