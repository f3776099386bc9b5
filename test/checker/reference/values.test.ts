import { isDraftable } from "immer";
import { describe, expect, test } from "vitest";
import { schemaOf } from "../../../checker/model/schema.ts";
import { misfit } from "../../../checker/reference/misfit.ts";
import { canonical, compareValues, isIn } from "../../../checker/reference/values.ts";
import {
  boolean,
  ids,
  listOf,
  majorities,
  oneOf,
  optional,
  range,
  record,
  tuple,
  variants,
} from "../../../specs/language/index.ts";
import type { AnyType } from "../../../specs/language/type.ts";

const P = ids("p", 3);
const Entry = record({ term: range(1, 2), by: optional(P) });
const Message = variants({ Vote: { granted: boolean, to: P }, Ping: {} });

// Each row: a type, and some of its values in declared order.
const ordered: readonly (readonly [name: string, type: AnyType, values: readonly unknown[]])[] = [
  ["ids", P, [0, 1, 2]],
  ["oneOf, not by the alphabet", oneOf("b", "a", "c"), ["b", "a", "c"]],
  ["range, not by the text", range(-1, 10), [-1, 0, 2, 10]],
  ["boolean", boolean, [false, true]],
  ["optional", optional(oneOf("y", "x")), [null, "y", "x"]],
  [
    "subsets",
    majorities(P),
    [
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 1, 2],
    ],
  ],
  [
    "tuple",
    tuple(oneOf("b", "a"), range(0, 9)),
    [
      ["b", 0],
      ["b", 9],
      ["a", 0],
    ],
  ],
  [
    "record, by its declared fields",
    Entry,
    [
      { by: null, term: 1 },
      { term: 1, by: 0 },
      { by: null, term: 2 },
    ],
  ],
  ["list, the short first", listOf(range(0, 9), { atMost: 3 }), [[], [5], [9], [0, 0], [0, 1], [1, 0]]],
  ["variants", Message, [{ type: "Vote", granted: false, to: 2 }, { type: "Vote", granted: true, to: 0 }, { type: "Ping" }]],
  [
    "a list of records",
    listOf(Entry, { atMost: 2 }),
    [
      [{ term: 1, by: 2 }],
      [{ term: 2, by: null }],
      [
        { term: 1, by: null },
        { term: 1, by: null },
      ],
    ],
  ],
];

describe("compareValues", () => {
  test.each(ordered)("%s", (_name, type, values) => {
    const schema = schemaOf(type);
    const signs = values.map((a) => values.map((b) => Math.sign(compareValues(schema, a, b))));
    expect(signs).toEqual(values.map((_a, i) => values.map((_b, j) => Math.sign(i - j))));
  });
});

describe("isIn and canonical", () => {
  test.each(ordered)(
    "%s: the values are in it, equal to themselves, frozen and once canonical always so",
    (_name, type, values) => {
      const schema = schemaOf(type);
      for (const value of values) {
        expect(isIn(schema, value)).toBe(true);
        const once = canonical(schema, structuredClone(value));
        expect(once).toEqual(value);
        expect(Object.isFrozen(once)).toBe(true);
        expect(canonical(schema, once)).toBe(once);
      }
    },
  );

  const strangers: readonly (readonly [type: AnyType, value: unknown, path: string, found: string])[] = [
    [P, 3, "", "3"],
    [P, "p1", "", '"p1"'],
    [P, undefined, "", "undefined"],
    [oneOf("1", "2"), 1, "", "1"],
    [range(0, 3), 1.5, "", "1.5"],
    [range(0, 3), Number.NaN, "", "NaN"],
    [majorities(P), [1, 0], "", "[1,0]"],
    [tuple(P, P), [0, 1, 2], "", "[0,1,2]"],
    [tuple(P, P), [0, 7], "[1]", "7"],
    [Entry, { term: 1 }, ".by", "undefined"],
    [Entry, null, "", "null"],
    [listOf(P, { atMost: 2 }), [0, 1, 2], "", "a list of 3"],
    [listOf(P, { atMost: 2 }), Array(2), "[0]", "undefined"],
    [
      listOf(Entry, { atMost: 2 }),
      [
        { term: 1, by: null },
        { term: 3, by: null },
      ],
      "[1].term",
      "3",
    ],
    [Message, { type: "Pong" }, "", 'of type "Pong"'],
    [Message, { type: "toString" }, "", 'of type "toString"'],
    [Message, { type: "Vote", granted: "yes", to: 0 }, "Vote.granted", '"yes"'],
    [Message, { type: "Vote", granted: true }, "Vote.to", "undefined"],
  ];
  test.each(strangers)("%#: a value outside is refused at the place where it leaves", (type, value, path, found) => {
    const schema = schemaOf(type);
    expect(isIn(schema, value)).toBe(false);
    expect(misfit(schema, value)).toMatchObject({ path, found });
    expect(() => canonical(schema, value)).toThrow(found);
  });

  test("fields stand in declared order, and others are dropped", () => {
    expect(JSON.stringify(canonical(schemaOf(Entry), { extra: 1, by: 2, term: 1 }))).toBe('{"term":1,"by":2}');
    expect(JSON.stringify(canonical(schemaOf(Message), { to: 1, extra: 1, granted: true, type: "Vote" }))).toBe(
      '{"type":"Vote","granted":true,"to":1}',
    );
  });

  test("records are nothing that immer would make drafts of", () => {
    expect(isDraftable(canonical(schemaOf(Entry), { term: 1, by: null }))).toBe(false);
    expect(isDraftable(canonical(schemaOf(Message), { type: "Ping" }))).toBe(false);
  });

  test("a value that is canonical in one type is no pass to another", () => {
    const narrow = schemaOf(record({ term: range(1, 1), by: optional(P) }));
    expect(isIn(narrow, canonical(schemaOf(Entry), { term: 2, by: null }))).toBe(false);
  });
});
