// A segment is one file of the log. It starts with
//   8 bytes "quorate\n" | u32 format | u32 length of the identity | u32 salt | u64 number of the first record
//   | u32 checksum of the frame before | the identity as MessagePack | u32 checksum of all that
import { randomBytes } from "node:crypto";
import { decode, encode } from "@msgpack/msgpack";
import type { Lsn } from "../core.ts";
import { checksum, hexOf } from "./checksum.ts";
import type { Identity } from "./identity.ts";

const MAGIC = Buffer.from("quorate\n");
const FORMAT = 1;
const FIXED = 32;

export interface SegmentHeader {
  readonly identity: Identity;
  readonly firstLsn: Lsn;
  /** The checksum of the last frame before this segment; 0 if there was none. */
  readonly previous: number;
  readonly salt: number;
  /** In bytes: here the first frame starts. */
  readonly size: number;
}

export const segmentHeader = (identity: Identity, firstLsn: Lsn, previous: number): [header: SegmentHeader, bytes: Buffer] => {
  const name = encode(identity);
  const salt = randomBytes(4).readUInt32BE();
  const bytes = Buffer.alloc(FIXED + name.length + 4);
  bytes.set(MAGIC, 0);
  bytes.writeUInt32BE(FORMAT, 8);
  bytes.writeUInt32BE(name.length, 12);
  bytes.writeUInt32BE(salt, 16);
  bytes.writeBigUInt64BE(BigInt(firstLsn), 20);
  bytes.writeUInt32BE(previous, 28);
  bytes.set(name, FIXED);
  bytes.writeUInt32BE(checksum(bytes.subarray(0, -4)), bytes.length - 4);
  return [{ identity, firstLsn, previous, salt, size: bytes.length }, bytes];
};

/** A whole header of a format that this version of the library does not know. */
export interface OtherFormat {
  readonly format: number;
}

/** The header of a segment, or what is wrong with it. In every format it starts and ends alike. */
export const segmentHeaderIn = (bytes: Buffer): SegmentHeader | OtherFormat | string => {
  if (bytes.length < FIXED + 4) return `${bytes.length} bytes, fewer than a header has`;
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return "other first bytes";
  const end = FIXED + bytes.readUInt32BE(12);
  if (end + 4 > bytes.length) return "a header that the file ends within";
  const said = bytes.readUInt32BE(end);
  const found = checksum(bytes.subarray(0, end));
  if (said !== found) return `a header with checksum ${hexOf(said)}, whose bytes have ${hexOf(found)}`;
  const format = bytes.readUInt32BE(8);
  if (format !== FORMAT) return { format };
  return {
    identity: decode(bytes.subarray(FIXED, end)) as Identity,
    firstLsn: Number(bytes.readBigUInt64BE(20)),
    previous: bytes.readUInt32BE(28),
    salt: bytes.readUInt32BE(16),
    size: end + 4,
  };
};
