import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRecords, encodeRecord } from "../../../../impl/runtime/wal/record-codec.ts";

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

describe("what comes back as it was", () => {
  const values: Record<string, unknown> = {
    "nothing, truth, text, numbers": [
      null,
      true,
      false,
      "",
      "ä\u{1f600}",
      0,
      -1,
      1.5,
      2 ** 40,
      -(2 ** 52),
      Number.MAX_SAFE_INTEGER,
      1e300,
    ],
    "objects in lists in objects": { a: [{ b: {} }, []], "a key with spaces": { constructor: 1, toString: 2 } },
    "an object without a prototype": Object.assign(Object.create(null), { a: 1 }),
    "as deep as allowed": nested(64),
  };
  for (const [name, value] of Object.entries(values))
    test(name, () => expect(decodeRecords(encodeRecord(value))).toEqual([value]));

  test("any JSON", () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        fc.pre(!JSON.stringify(value).includes("__proto__"));
        expect(decodeRecords(encodeRecord(plain))).toEqual([plain]);
      }),
    ));

  test("a field that is undefined is left out, as JSON does", () =>
    expect(decodeRecords(encodeRecord({ a: undefined, b: 1 }))).toEqual([{ b: 1 }]));
});

describe("what would come back as something else is refused, and where it is is said", () => {
  const values: [unknown, RegExp][] = [
    [{ locks: new Map() }, /^the record\.locks is a Map\. A record is plain JSON/],
    [[new Set()], /^the record\[0\] is a Set/],
    [{ at: new Date() }, /^the record\.at is a Date/],
    [new Uint8Array(3), /^the record is a Uint8Array/],
    [{ f: () => 1 }, /^the record\.f is of type function/],
    [1n, /^the record is of type bigint/],
    [[undefined], /^the record\[0\] is of type undefined/],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested.
    [[1, , 2], /^the record\[1\] is of type undefined/],
    [{ a: [Number.NaN] }, /^the record\.a\[0\] is NaN/],
    [Number.POSITIVE_INFINITY, /^the record is Infinity/],
    [JSON.parse('{"a": {"__proto__": 1}}'), /^the record\.a has a key __proto__/],
    ["\ud800", /^the record is no Unicode text/],
    ["a\udc00", /^the record is no Unicode text/],
    [{ "\ud800": 1 }, /^the record has a key, "\\ud800", that is no Unicode text/],
    [nested(65), /is nested deeper than 64/],
  ];
  for (const [value, message] of values)
    test(message.source, () =>
      expect(() => encodeRecord(value)).toThrow(
        expect.objectContaining({ code: "misuse", message: expect.stringMatching(message) }),
      ),
    );
});
