import { ExtData, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Malformed } from "../../../../impl/runtime/tcp/malformed.ts";
import { DEPTH, packed, unpacked } from "../../../../impl/runtime/tcp/payload.ts";

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

test("plain JSON comes back as it was, but for a key that would reach prototypes", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      // MessagePack has no minus zero, as little as JSON text does.
      const text = JSON.stringify(value);
      if (text.includes('"__proto__":')) expect(() => packed(JSON.parse(text))).toThrow("__proto__");
      else expect(unpacked(packed(JSON.parse(text)))).toEqual(JSON.parse(text));
    }),
    { numRuns: 5000 },
  );
  expect(unpacked(packed({ key: "__proto__" }))).toEqual({ key: "__proto__" });
  expect(unpacked(packed("\ufffd"))).toBe("\ufffd");
});

test("long lists, maps, texts and numbers come back, and a field that is undefined is left out", () => {
  const values = [
    "x".repeat(31),
    "x".repeat(32),
    "é".repeat(200),
    "x".repeat(70_000),
    Array.from({ length: 20 }, (_, i) => i * 1000),
    Array.from({ length: 70_000 }, () => 0),
    Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`key${i}`, i])),
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`key${i}`, null])),
    [-1, -33, -200, -70_000, -5e9, 255, 65_535, 70_000, 5e9, 2 ** 53 - 1, 0.5, 1e300],
    [[], {}, "", [[]], [{}], { a: [] }],
  ];
  for (const value of values) expect(unpacked(packed(value))).toEqual(value);
  expect(unpacked(packed({ a: 1, b: undefined }))).toEqual({ a: 1 });
});

test("any prefix of a value, and any value with more behind it, is malformed", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, place) => {
      const bytes = encode(value);
      expect(() => unpacked(bytes.subarray(0, place % bytes.length))).toThrow(Malformed);
      expect(() => unpacked(Buffer.concat([bytes, Buffer.of(0xc0)]))).toThrow(Malformed);
    }),
    { numRuns: 1000 },
  );
});

test("bytes at random are a value or malformed, and nothing else happens", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        unpacked(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
      }
    }),
    { numRuns: 20_000 },
  );
});

describe("what is refused before anything is made of it", () => {
  const deep = (depth: number) => Buffer.concat([Buffer.alloc(depth, 0x91), Buffer.of(1)]);
  test.each([
    ["nothing", Buffer.of(), "ends before its value"],
    ["a list of four billion in five bytes", Buffer.from("ddffffffff", "hex"), "ends before its value"],
    ["a map of four billion", Buffer.from("dfffffffff", "hex"), "ends before its value"],
    ["lists of millions in one another", Buffer.from("dd01000000".repeat(50), "hex"), "ends before its value"],
    ["a text of four billion", Buffer.from("dbffffffff", "hex"), "ends before its value"],
    ["a million lists in one another", deep(1_000_000), "nests deeper than 48"],
    ["half a surrogate pair", encode("\ud800"), "not Unicode"],
    ["half a surrogate pair in a long text", Buffer.from("d906616263eda080", "hex"), "not Unicode"],
    ["no number", encode(Number.NaN), "not finite"],
    ["minus infinity", encode(Number.NEGATIVE_INFINITY), "not finite"],
    ["infinity in four bytes", Buffer.from("ca7f800000", "hex"), "not finite"],
    ["bytes", encode(new Uint8Array(3)), "JSON cannot say"],
    ["a date", encode(new Date(0)), "JSON cannot say"],
    ["an extension", encode(new ExtData(7, new Uint8Array(20))), "JSON cannot say"],
    ["the code that is never used", Buffer.of(0xc1), "JSON cannot say"],
    ["a key that is a number", Buffer.of(0x81, 1, 1), "a key that is no text"],
    ["a second key that is a list", Buffer.of(0x82, 0xa1, 0x61, 1, 0x90, 1), "a key that is no text"],
    ["a key that would reach prototypes", encode(JSON.parse('{"__proto__": 1}')), "__proto__"],
  ])("%s", (_, bytes, why) => {
    expect(() => unpacked(bytes)).toThrow(Malformed);
    expect(() => unpacked(bytes)).toThrow(why);
  });

  test.each([DEPTH.request, DEPTH.message])("%d lists in one another pass on both sides, one more on neither", (depth) => {
    expect(unpacked(packed(nested(depth), depth), depth)).toEqual(nested(depth));
    expect(() => packed(nested(depth + 1), depth)).toThrow();
    expect(() => unpacked(deep(depth + 1), depth)).toThrow(Malformed);
  });

  test.each(["\ud800", `${"x".repeat(300)}\udc00`, Number.NaN, Number.POSITIVE_INFINITY, new Date(0), Buffer.of(1)])(
    "nobody sends %s",
    (value) => {
      expect(() => packed({ value })).toThrow(Malformed);
    },
  );
});
