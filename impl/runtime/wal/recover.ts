// What a directory holds when a process starts: the records of its segments, one after the other, and a tail that can be written
// to. Anything that a crash can leave behind is repaired; anything else is refused.
import type { Lsn } from "../core.ts";
import { hexOf } from "./checksum.ts";
import type { Listing } from "./directory.ts";
import { readDiscarded } from "./discarded.ts";
import type { Files } from "./files.ts";
import type { Identity } from "./identity.ts";
import { LogError } from "./log-error.ts";
import { readSegment, type SegmentContents } from "./read-segment.ts";
import type { Segment, Tail } from "./segment.ts";
import { type SegmentHeader, segmentHeaderIn } from "./segment-header.ts";

/** What was cut off the end of the log: a batch that was being written when the process or the machine stopped. */
export interface TornTail {
  readonly file: string;
  /** In bytes: the file now ends here. */
  readonly offset: number;
  /** How many went. */
  readonly bytes: number;
  /** What was found there. */
  readonly why: string;
}

export interface Recovered {
  readonly records: readonly unknown[];
  /** Those before the tail, oldest first. */
  readonly sealed: readonly Segment[];
  readonly tail: Tail;
  readonly torn?: TornTail;
}

export const recover = async (files: Files, directory: string, identity: Identity, listing: Listing): Promise<Recovered> => {
  const sealed = [...listing.segments];
  const last = sealed.pop();
  if (!last)
    throw new LogError("corrupt", `${directory} holds no segment of the log it says it holds. ${REPLACE}`, { file: directory });
  const next = (await readDiscarded(files, directory)) + 1;
  const [{ path, firstLsn }] = listing.segments;
  if (firstLsn > next) throw missing(path, next, firstLsn - 1);
  // A name that can be seen need not be on disk yet.
  await files.syncFolder(directory);
  const records: unknown[] = [];
  let before: SegmentContents | undefined;
  for (const segment of sealed) {
    const { contents } = await readOne(files, segment, identity, before);
    if (contents.ending.kind !== "whole") throw damaged(segment, contents, contents.ending.why);
    for (const record of contents.records) records.push(record);
    before = contents;
  }
  const { bytes, header, contents } = await readOne(files, last, identity, before);
  if (contents.ending.kind === "corrupt") throw damaged(last, contents, contents.ending.why);
  for (const record of contents.records) records.push(record);
  const tail = await openTail(files, last, header, contents, bytes);
  if (contents.ending.kind === "whole") return { records, sealed, tail };
  const torn = { file: last.path, offset: contents.end, bytes: bytes.length - contents.end, why: contents.ending.why };
  return { records, sealed, tail, torn };
};

interface Read {
  readonly bytes: Buffer;
  readonly header: SegmentHeader;
  readonly contents: SegmentContents;
}

const readOne = async (
  files: Files,
  segment: Segment,
  identity: Identity,
  before: SegmentContents | undefined,
): Promise<Read> => {
  const found = await files.read(segment.path);
  if (!found) throw new LogError("corrupt", `${segment.path} vanished while it was read. ${REPLACE}`, { file: segment.path });
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.length);
  const header = segmentHeaderIn(bytes);
  if (typeof header === "string")
    throw corrupt(segment.path, 0, `the header of the segment that starts with record ${segment.firstLsn}`, header);
  if ("format" in header) throw otherFormat(segment, header.format);
  requireSame(segment, header, identity);
  requireNext(segment, header, before);
  return { bytes, header, contents: readSegment(bytes, header) };
};

const requireSame = ({ path, firstLsn }: Segment, header: SegmentHeader, identity: Identity): void => {
  for (const field of ["cluster", "node", "protocol", "version", "incarnation"] as const) {
    const said = header.identity[field];
    if (said !== identity[field])
      throw new LogError(
        "other-identity",
        `${path} is a segment of another ${field}: ${JSON.stringify(said)}, not ${JSON.stringify(identity[field])}, which the ` +
          "directory belongs to. Somebody put it there: move it to where it belongs, and bring this directory's own segments back.",
        { file: path, offset: 0 },
      );
  }
  if (header.firstLsn !== firstLsn)
    throw corrupt(path, 0, `a header that says record ${firstLsn}, as the file's name does`, `record ${header.firstLsn}`);
};

const requireNext = ({ path }: Segment, header: SegmentHeader, before: SegmentContents | undefined): void => {
  if (!before) return;
  const next = before.lastLsn + 1;
  if (header.firstLsn > next) throw missing(path, next, header.firstLsn - 1);
  if (header.firstLsn < next) throw corrupt(path, 0, `a segment that starts with record ${next}`, `record ${header.firstLsn}`);
  if (header.previous !== before.sum)
    throw corrupt(
      path,
      0,
      `a segment after a frame with checksum ${hexOf(before.sum)}`,
      `one that followed ${hexOf(header.previous)}`,
    );
};

/**
 * Cuts off what is torn, and writes the last frame once more where it is. Its process may have had an error from fdatasync and
 * stopped: then the file system shows the frame, out of its cache, but counts it as written, and another fdatasync would do
 * nothing (Rebello et al., "Can Applications Recover from fsync Failures?", 2020). Frames before it were synced without error.
 */
const openTail = async (
  files: Files,
  { path, firstLsn }: Segment,
  { salt }: SegmentHeader,
  { lastLsn, sum, lastFrame, end, ending }: SegmentContents,
  bytes: Buffer,
): Promise<Tail> => {
  const file = await files.open(path, "existing");
  try {
    if (ending.kind === "torn") await file.truncate(end);
    if (lastFrame !== undefined) await file.write(bytes.subarray(lastFrame, end), lastFrame);
    await file.sync();
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
  return { path, firstLsn, file, salt, size: end, used: lastFrame !== undefined, lsn: lastLsn, sum };
};

const REPLACE =
  "What this node had on disk is lost, so it must not start from what is left: it would break the promises it made. Keep the " +
  "directory as it is to look into it, and replace the node by a new one with an empty directory. Do not put an older copy in " +
  "its place: that has forgotten what the node did since.";

const damaged = ({ path }: Segment, { lastLsn, sum, end }: SegmentContents, found: string): LogError =>
  corrupt(path, end, `the frame that starts with record ${lastLsn + 1}, after the checksum ${hexOf(sum)}`, found);

const corrupt = (file: string, offset: number, expected: string, found: string): LogError =>
  new LogError("corrupt", `${file} is damaged at byte ${offset}: expected ${expected}; found ${found}. ${REPLACE}`, {
    file,
    offset,
  });

const otherFormat = ({ path }: Segment, format: number): LogError =>
  new LogError(
    "other-format",
    `${path} is a segment of format ${format}, which this version of the library does not know. Start the version that wrote it.`,
    { file: path, offset: 0 },
  );

const missing = (file: string, from: Lsn, to: Lsn): LogError =>
  new LogError(
    "corrupt",
    `Records ${from} to ${to} are missing: a segment before ${file} is gone, or lost its end. ${REPLACE}`,
    { file },
  );
