import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FrameType, frameOf } from "../../../../impl/runtime/tcp/frame.ts";
import { frameDecoder } from "../../../../impl/runtime/tcp/frame-decoder.ts";
import { Malformed } from "../../../../impl/runtime/tcp/malformed.ts";

const MOST = 4096;

/** All frames that these chunks make, with their payloads copied out. */
const decoded = (chunks: readonly Uint8Array[], most = MOST) => {
  const decoder = frameDecoder(most);
  const frames = chunks.flatMap((chunk) => {
    decoder.push(chunk);
    return [...rest(decoder)];
  });
  return { frames, partial: decoder.partial };
};

function* rest(decoder: ReturnType<typeof frameDecoder>) {
  for (let frame = decoder.next(); frame; frame = decoder.next()) yield { type: frame.type, payload: [...frame.payload] };
}

const type = fc.constantFrom<FrameType>("hello", "refusal", "message", "request", "reply", "beat");
const frame = fc.record({ type, payload: fc.uint8Array({ maxLength: 300 }) });

/** The bytes cut at these places, which may coincide: then a chunk is empty. */
const cutAt = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((place, index) => bytes.subarray(sorted[index], place));
};

const streamOf = (frames: readonly { type: FrameType; payload: Uint8Array }[]): Buffer =>
  Buffer.concat(frames.map((each) => frameOf(each.type, each.payload)));

test("frames come out as they went in, however the stream is cut", () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(3000), { maxLength: 12 }), (frames, places) => {
      const wanted = frames.map(({ type, payload }) => ({ type, payload: [...payload] }));
      expect(decoded(cutAt(streamOf(frames), places))).toEqual({ frames: wanted, partial: false });
    }),
    { numRuns: 2000 },
  );
});

test("two frames, cut at every place and at every two places, and byte by byte", () => {
  const frames = [
    { type: "message" as const, payload: Buffer.from("first") },
    { type: "reply" as const, payload: Buffer.from("second one") },
  ];
  const stream = streamOf(frames);
  const wanted = frames.map(({ type, payload }) => ({ type, payload: [...payload] }));
  for (let i = 0; i <= stream.length; i++)
    for (let j = i; j <= stream.length; j++) expect(decoded(cutAt(stream, [i, j])).frames).toEqual(wanted);
  expect(decoded([...stream].map((byte) => Uint8Array.of(byte))).frames).toEqual(wanted);
});

test("a stream that ends early gives the frames that are whole, and says that one is not", () => {
  const stream = streamOf([
    { type: "message", payload: Buffer.from("first") },
    { type: "message", payload: Buffer.from("second") },
  ]);
  const first = frameOf("message", Buffer.from("first")).length;
  for (let length = 0; length < stream.length; length++) {
    const { frames, partial } = decoded([stream.subarray(0, length)]);
    expect(frames).toHaveLength(length < first ? 0 : 1);
    expect(partial).toBe(length !== 0 && length !== first);
  }
});

test("any one bit that is wrong is noticed, or the frame stays unfinished", () => {
  const good = frameOf("message", Buffer.from("promised"));
  for (let bit = 0; bit < good.length * 8; bit++) {
    const bad = Buffer.from(good);
    bad[bit >> 3] ^= 1 << (bit & 7);
    const frames = () => decoded([bad]).frames;
    try {
      expect(frames()).toEqual([]);
      expect(bit).toBeLessThan(32);
    } catch (error) {
      expect(error).toBeInstanceOf(Malformed);
    }
  }
});

describe("what can never become a frame is refused at once", () => {
  const header = (length: number, ...more: number[]) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(length);
    return Buffer.concat([bytes, Buffer.from(more)]);
  };
  const unknown = frameOf("beat", new Uint8Array());
  test.each([
    ["a length too small for version and type", header(1), "a frame has length 1; the least is 2"],
    ["a length above the limit, from four bytes", header(MOST + 3), "payload of 4097 bytes; here the most is 4096"],
    ["the longest length there is", header(0xffffffff), "here the most is 4096"],
    ["another version, before the rest has come", header(100, 0, 0, 0, 0, 9), "a frame has version 9; this side knows 1"],
    ["text of another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n"), "here the most is 4096"],
    ["a checksum of other bytes", Buffer.concat([unknown.subarray(0, 9), Buffer.of(3)]), "checksum"],
  ])("%s", (_, bytes, why) => {
    expect(() => decoded([bytes])).toThrow(Malformed);
    expect(() => decoded([bytes])).toThrow(why);
  });

  test("the longest payload that is allowed is let through", () => {
    const long = frameOf("message", new Uint8Array(MOST));
    expect(decoded([long]).frames).toHaveLength(1);
  });

  test("a limit that is raised holds from then on", () => {
    const decoder = frameDecoder(4);
    const long = frameOf("message", new Uint8Array(5));
    decoder.push(Buffer.concat([frameOf("hello", new Uint8Array(4)), long]));
    expect(decoder.next()?.type).toBe("hello");
    decoder.allow(5);
    expect(decoder.next()?.type).toBe("message");
  });
});

test("a long frame that comes byte by byte costs time in proportion to its length", () => {
  const length = 1 << 20;
  const stream = frameOf("message", new Uint8Array(length));
  const decoder = frameDecoder(length);
  for (let at = 0; at < stream.length; at++) decoder.push(stream.subarray(at, at + 1));
  expect(decoder.next()?.payload.length).toBe(length);
  expect(decoder.partial).toBe(false);
}, 20_000);
