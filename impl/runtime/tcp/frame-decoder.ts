import { FRAME_VERSION, type Frame, frameIn, PREFIX, TAG } from "./frame.ts";
import { Malformed } from "./malformed.ts";

/** Cuts a stream of bytes into frames, however they were split or joined on their way. */
export interface FrameDecoder {
  push(chunk: Uint8Array): void;
  /**
   * The next whole frame, if it is there; its payload is good until the next `push`. Throws `Malformed` for what can never
   * become a frame, and is of no use after that.
   */
  next(): Frame | undefined;
  /** How long a payload may be from now on, in bytes. */
  allow(payloadBytes: number): void;
  /** Whether a frame has begun that has not ended. */
  readonly partial: boolean;
}

const LEAST_ROOM = 1024;

/** Holds what was received, never what a length only promises: the bytes of one frame, and of what came with its end. */
export const frameDecoder = (payloadBytes: number): FrameDecoder => {
  let most = payloadBytes;
  let room: Buffer = Buffer.alloc(0);
  let [start, end] = [0, 0];
  const held = () => end - start;

  const push = (chunk: Uint8Array): void => {
    if (end + chunk.length > room.length) {
      const needed = held() + chunk.length;
      // Doubling keeps the copies linear in the bytes, however small the chunks are.
      const wider = Buffer.allocUnsafe(Math.max(needed, 2 * held(), LEAST_ROOM));
      room.copy(wider, 0, start, end);
      [room, start, end] = [wider, 0, held()];
    }
    room.set(chunk, end);
    end += chunk.length;
  };

  const next = (): Frame | undefined => {
    if (held() < 4) return undefined;
    const length = room.readUInt32BE(start);
    if (length < TAG) throw new Malformed(`a frame has length ${length}; the least is ${TAG}`);
    if (length - TAG > most) throw new Malformed(`a frame has a payload of ${length - TAG} bytes; here the most is ${most}`);
    if (held() > PREFIX) refuseVersion(room.readUInt8(start + PREFIX));
    if (held() < PREFIX + length) return undefined;
    const bytes = room.subarray(start, start + PREFIX + length);
    start += bytes.length;
    return frameIn(bytes);
  };

  return {
    push,
    next,
    allow: (bytes) => {
      most = bytes;
    },
    get partial() {
      return held() > 0;
    },
  };
};

const refuseVersion = (version: number): void => {
  if (version !== FRAME_VERSION) throw new Malformed(`a frame has version ${version}; this side knows ${FRAME_VERSION}`);
};
