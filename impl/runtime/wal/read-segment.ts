// What one segment holds, and how it ends.
//
// A frame that cannot be read is either torn (its batch was being written when the machine stopped, and nobody was told that it
// was durable) or corrupt (it was on disk, and is not any more). It is corrupt if anything valid follows it, and this is how
// that is decided: a frame is written only after the one before it was synced, and one at a time, so the header of a later frame
// proves that this one was on disk. A header is looked for at every byte after the start of the bad frame, whose own length
// cannot be trusted. It needs no chain to be believed: its checksum starts from the segment's salt. The header is enough; its
// records may be torn themselves. And however the pages of one batch were reordered on their way to the disk, no page of a later
// one can be there, so a crash never looks like corruption. A tail of zeros, which a file system leaves that grew the file
// before it wrote the data, has no header in it, and is torn.
//
// What this cannot tell: the last frame of all may have been durable and have rotted since. That looks torn.
import type { Lsn } from "../core.ts";
import { hexOf } from "./checksum.ts";
import { FRAME_HEADER, frameHeaderAt, recordsAfter } from "./frame.ts";
import { decodeRecords } from "./record-codec.ts";
import type { SegmentHeader } from "./segment-header.ts";

export interface SegmentContents {
  readonly records: readonly unknown[];
  /** The number of the last record, in this segment or before it. */
  readonly lastLsn: Lsn;
  /** The checksum of the last frame, in this segment or before it. */
  readonly sum: number;
  /** Where the last frame starts; nothing if there is none. */
  readonly lastFrame?: number;
  /** Where the last frame ends; that of the header if there is none. */
  readonly end: number;
  /** Why there is more in the file than that. */
  readonly ending: Ending;
}

export type Ending =
  | { readonly kind: "whole" }
  | { readonly kind: "torn"; readonly why: string }
  | { readonly kind: "corrupt"; readonly why: string };

/** Reads the frames of a segment up to the first that is not as it must be. */
export const readSegment = (bytes: Buffer, { firstLsn, previous, salt, size }: SegmentHeader): SegmentContents => {
  const records: unknown[] = [];
  let sum = previous;
  let end = size;
  let lastFrame: number | undefined;
  const contents = (ending: Ending): SegmentContents => ({
    records,
    lastLsn: firstLsn + records.length - 1,
    sum,
    ...(lastFrame === undefined ? {} : { lastFrame }),
    end,
    ending,
  });
  while (end < bytes.length) {
    const frame = frameAt(bytes, end, salt, firstLsn + records.length, sum);
    if (frame.kind !== "frame") return contents(frame);
    for (const record of frame.records) records.push(record);
    sum = frame.sum;
    lastFrame = end;
    end = frame.end;
  }
  return contents({ kind: "whole" });
};

type Found = { readonly kind: "frame"; readonly records: unknown[]; readonly sum: number; readonly end: number } | Ending;

const frameAt = (bytes: Buffer, at: number, salt: number, lsn: Lsn, previous: number): Found => {
  const header = frameHeaderAt(bytes, at, salt);
  if (!header) return tornUnlessMore(bytes, at, salt, "no valid header of a frame");
  // A valid frame in the wrong place was never left there by a crash.
  if (header.firstLsn !== lsn) return { kind: "corrupt", why: `a frame that starts with record ${header.firstLsn}` };
  if (header.previous !== previous)
    return { kind: "corrupt", why: `a frame that followed one with checksum ${hexOf(header.previous)}` };
  const payload = recordsAfter(bytes, at, header, salt);
  if (!payload) return tornUnlessMore(bytes, at, salt, "records whose checksum is wrong, or that the file ends within");
  const records = decoded(payload);
  if (records?.length !== header.count) return { kind: "corrupt", why: "a right checksum over bytes that are not its records" };
  return { kind: "frame", records, sum: header.sum, end: at + FRAME_HEADER + header.length };
};

const tornUnlessMore = (bytes: Buffer, at: number, salt: number, why: string): Ending => {
  for (let later = at + 1; later + FRAME_HEADER <= bytes.length; later++)
    if (frameHeaderAt(bytes, later, salt))
      return { kind: "corrupt", why: `${why}, though a later frame at byte ${later} proves that it was on disk` };
  return { kind: "torn", why };
};

const decoded = (payload: Uint8Array): unknown[] | undefined => {
  try {
    return decodeRecords(payload);
  } catch {
    return undefined;
  }
};
