import { join } from "node:path";
import type { Lsn } from "../core.ts";
import type { Files, OpenFile } from "./files.ts";
import type { Identity } from "./identity.ts";
import { UNFINISHED } from "./replace-file.ts";
import { segmentHeader } from "./segment-header.ts";

/** A segment's file, which is named after its first record. */
export interface Segment {
  readonly path: string;
  readonly firstLsn: Lsn;
}

/** The last segment, which is written to. */
export interface Tail extends Segment {
  readonly file: OpenFile;
  readonly salt: number;
  /** In bytes: the next frame goes here. */
  readonly size: number;
  /** Whether it holds a frame. */
  readonly used: boolean;
  /** The last record's number, in this segment or before it. */
  readonly lsn: Lsn;
  /** The last frame's checksum, in this segment or before it. */
  readonly sum: number;
}

const NAME = /^segment-(\d{16})\.wal$/;

const nameOf = (firstLsn: Lsn): string => `segment-${String(firstLsn).padStart(16, "0")}.wal`;

/** The number of the first record of the segment with this name; nothing if it is no segment's name. */
export const firstLsnIn = (name: string): Lsn | undefined => {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/**
 * A new segment, on disk when done. It gets its name only once its header is on disk, so a segment whose header cannot be read was
 * not left by a crash.
 */
export const createSegment = async (
  files: Files,
  directory: string,
  identity: Identity,
  lsn: Lsn,
  sum: number,
): Promise<Tail> => {
  const firstLsn = lsn + 1;
  const path = join(directory, nameOf(firstLsn));
  const [{ salt, size }, bytes] = segmentHeader(identity, firstLsn, sum);
  const file = await files.open(path + UNFINISHED, "new");
  try {
    await file.write(bytes, 0);
    await file.sync();
    await files.rename(path + UNFINISHED, path);
    await files.syncFolder(directory);
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
  return { path, firstLsn, file, salt, size, used: false, lsn, sum };
};
