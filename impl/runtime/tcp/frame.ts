// One frame: u32be length | u32be crc32c | u8 version | u8 type | payload. Length and checksum cover what follows both of them.
import crc32c from "crc-32/crc32c.js";
import { Malformed } from "./malformed.ts";

/** Of the framing, not of a protocol's messages. */
export const FRAME_VERSION = 1;

const numbers = { hello: 1, refusal: 2, message: 3, request: 4, reply: 5, beat: 6 } as const;

export type FrameType = keyof typeof numbers;

const types = new Map<number, FrameType>(Object.entries(numbers).map(([type, number]) => [number, type as FrameType]));

export interface Frame {
  readonly type: FrameType;
  readonly payload: Uint8Array;
}

/** Bytes of length and checksum, which neither of them covers. */
export const PREFIX = 8;
/** Bytes of version and type. */
export const TAG = 2;

export const frameOf = (type: FrameType, payload: Uint8Array): Buffer => {
  const frame = Buffer.allocUnsafe(PREFIX + TAG + payload.length);
  frame.writeUInt32BE(TAG + payload.length, 0);
  frame.writeUInt8(FRAME_VERSION, PREFIX);
  frame.writeUInt8(numbers[type], PREFIX + 1);
  frame.set(payload, PREFIX + TAG);
  frame.writeUInt32BE(crc32c.buf(frame.subarray(PREFIX)) >>> 0, 4);
  return frame;
};

/** The frame that these bytes are, from its length to its end. The payload is a view of them. */
export const frameIn = (bytes: Buffer): Frame => {
  const said = bytes.readUInt32BE(4);
  const found = crc32c.buf(bytes.subarray(PREFIX)) >>> 0;
  if (said !== found) throw new Malformed(`a frame's checksum is ${hex(said)}, that of its bytes ${hex(found)}`);
  const number = bytes.readUInt8(PREFIX + 1);
  const type = types.get(number);
  if (!type) throw new Malformed(`a frame has type ${number}; there are ${[...types.keys()].join(", ")}`);
  return { type, payload: bytes.subarray(PREFIX + TAG) };
};

const hex = (sum: number): string => sum.toString(16).padStart(8, "0");
