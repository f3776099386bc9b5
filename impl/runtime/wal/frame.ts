// One frame holds the records of one batch, which becomes durable by one fdatasync:
//   u32 length of the records | u32 how many | u64 number of the first | u32 checksum of the frame before
//   | u32 checksum of the records | u32 checksum of all that so far | the records, each as MessagePack
// The last checksum is the frame's: it is what the next frame names, so that frames are chained. Checksums start from the
// segment's salt, a random number that no client ever sees: what a client had written into a record cannot pass for a frame, nor
// can a block of a file that was deleted.
import type { Lsn } from "../core.ts";
import { checksum } from "./checksum.ts";

export const FRAME_HEADER = 28;

/** The upper half of a record's number, which is a safe integer. */
const LSN_HIGH = 0x1fffff;

export interface FrameHeader {
  /** Bytes of its records. */
  readonly length: number;
  readonly count: number;
  readonly firstLsn: Lsn;
  /** The checksum of the frame before it, in whichever segment that is; 0 before the first. */
  readonly previous: number;
  readonly recordsSum: number;
  readonly sum: number;
}

/** A frame, and its checksum. */
export const frameOf = (
  records: readonly Uint8Array[],
  firstLsn: Lsn,
  previous: number,
  salt: number,
): { readonly bytes: Buffer; readonly sum: number } => {
  const bytes = Buffer.concat([Buffer.alloc(FRAME_HEADER), ...records]);
  bytes.writeUInt32BE(bytes.length - FRAME_HEADER, 0);
  bytes.writeUInt32BE(records.length, 4);
  bytes.writeBigUInt64BE(BigInt(firstLsn), 8);
  bytes.writeUInt32BE(previous, 16);
  bytes.writeUInt32BE(checksum(bytes.subarray(FRAME_HEADER), salt), 20);
  const sum = checksum(bytes.subarray(0, 24), salt);
  bytes.writeUInt32BE(sum, 24);
  return { bytes, sum };
};

/** The header that starts here; nothing if these bytes are none. Zeros are none, since a frame holds a record. */
export const frameHeaderAt = (bytes: Buffer, at: number, salt: number): FrameHeader | undefined => {
  if (at + FRAME_HEADER > bytes.length) return undefined;
  const length = bytes.readUInt32BE(at);
  const count = bytes.readUInt32BE(at + 4);
  if (count === 0 || count > length || bytes.readUInt32BE(at + 8) > LSN_HIGH) return undefined;
  const sum = bytes.readUInt32BE(at + 24);
  if (sum !== checksum(bytes.subarray(at, at + 24), salt)) return undefined;
  const firstLsn = Number(bytes.readBigUInt64BE(at + 8));
  return { length, count, firstLsn, previous: bytes.readUInt32BE(at + 16), recordsSum: bytes.readUInt32BE(at + 20), sum };
};

/** The bytes of its records; nothing if they are not whole. */
export const recordsAfter = (bytes: Buffer, at: number, header: FrameHeader, salt: number): Buffer | undefined => {
  const start = at + FRAME_HEADER;
  if (start + header.length > bytes.length) return undefined;
  const records = bytes.subarray(start, start + header.length);
  return checksum(records, salt) === header.recordsSum ? records : undefined;
};
