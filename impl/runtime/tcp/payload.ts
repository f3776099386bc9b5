import { decode, encode } from "@msgpack/msgpack";
import { Malformed } from "./malformed.ts";
import { refuseUnlessPlain } from "./plain-msgpack.ts";

/**
 * How deep lists and maps may nest. What a client asks for is wrapped in messages and in records, and a log takes records 64
 * deep: nobody outside can make a node write what its log refuses.
 */
export const DEPTH = { request: 16, message: 48 } as const;

/** A value of plain JSON as MessagePack; a field that is undefined is left out. Throws for what the other side would refuse. */
export const packed = (value: unknown, depth: number = DEPTH.message): Uint8Array => {
  // The library counts what stands in the innermost list as a level of its own.
  const bytes = encode(value, { ignoreUndefined: true, maxDepth: depth + 1 });
  refuseUnlessPlain(bytes, depth);
  // Either may stand there by right: only what comes back can tell.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (SUSPECT.some((text) => buffer.includes(text)) && JSON.stringify(unpacked(bytes, depth)) !== JSON.stringify(value))
    throw new Malformed("a payload holds a text that is not Unicode");
  return bytes;
};

/** A key that the decoder refuses, and what the encoder makes of half a surrogate pair. */
const SUSPECT = ["__proto__", "\ufffd"];

/** The value back. Throws `Malformed` for anything that is not one whole value of plain JSON. */
export const unpacked = (bytes: Uint8Array, depth: number = DEPTH.message): unknown => {
  refuseUnlessPlain(bytes, depth);
  try {
    return decode(bytes);
  } catch (cause) {
    throw new Malformed(`a payload cannot be decoded: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};
