import { describe, expect, test } from "vitest";
import { titleOf } from "../../specs/language/domain.ts";
import {
  boolean,
  ids,
  majorities,
  oneOf,
  optional,
  orderedIds,
  range,
  SpecError,
  subsets,
  subsetsOfSize,
} from "../../specs/language/index.ts";

describe("domains hold their values in the declared order", () => {
  const cases: [name: string, domain: { readonly values: readonly unknown[] }, values: unknown[]][] = [
    ["oneOf", oneOf("low", "high"), ["low", "high"]],
    ["range", range(-1, 2), [-1, 0, 1, 2]],
    ["an empty range", range(0, -1), []],
    ["boolean", boolean, [false, true]],
    ["ids, which are numbers at run time", ids("rm", 3), [0, 1, 2]],
    ["no ids", ids("rm", 0), []],
    ["orderedIds", orderedIds("place", 2), [0, 1]],
    ["optional, null first", optional(range(1, 2)), [null, 1, 2]],
    ["subsets", subsets(range(1, 2)), [[], [1], [2], [1, 2]]],
    [
      "majorities of three",
      majorities(range(1, 3)),
      [
        [1, 2],
        [1, 3],
        [2, 3],
        [1, 2, 3],
      ],
    ],
    ["majorities of two", majorities(range(1, 2)), [[1, 2]]],
    [
      "subsetsOfSize",
      subsetsOfSize(range(1, 3), 2),
      [
        [1, 2],
        [1, 3],
        [2, 3],
      ],
    ],
  ];
  test.each(cases)("%s", (_, domain, values) => {
    expect(domain.values).toEqual(values);
  });
});

test("any two majorities meet, of any number of members", () => {
  for (let size = 1; size <= 7; size++) {
    const quorums = majorities(range(1, size));
    expect(quorums.every((one) => quorums.every((other) => one.some((member) => other.includes(member))))).toBe(true);
  }
});

test("orderedIds stand in their order, and only they do", () => {
  const place = orderedIds("place", 3);
  const [first, second] = place.values;
  expect(place.precedes(first, second)).toBe(true);
  expect(place.precedes(second, first)).toBe(false);
  expect(place.precedes(first, first)).toBe(false);
  expect(ids("rm", 2)).not.toHaveProperty("precedes");
});

test("the quantifiers of a domain are those of its values", () => {
  const index = range(0, 4);
  expect(index.some((i) => i > 3)).toBe(true);
  expect(index.every((i) => i > 3)).toBe(false);
  expect(index.filter((i) => i % 2 === 0)).toEqual([0, 2, 4]);
  expect(index.count((i) => i % 2 === 0)).toBe(3);
  expect([...index]).toEqual([0, 1, 2, 3, 4]);
  expect(index.size).toBe(5);
});

describe("what is no domain is refused, with the rule and the place", () => {
  const cases: [refused: string, make: () => unknown, message: RegExp][] = [
    ["a negative number of ids", () => ids("rm", -1), /ids\("rm", -1\): .*0 to 1000/],
    ["a number of ids in quotes", () => ids("rm", "4" as never), /ids\("rm", "4"\): .*an integer/],
    [
      "a misspelt constant's ids",
      () => ids("rm", ({} as { rms: number }).rms),
      /ids\("rm", undefined\): .* is undefined: was the constant misspelt\?/,
    ],
    ["half an id", () => ids("rm", 1.5), /ids\("rm", 1\.5\)/],
    ["too many ids", () => orderedIds("place", 1_001), /ids\("place", 1001\)/],
    ["a value given twice", () => oneOf("low", "high", "low"), /oneOf\(low, high, low\): each value may stand once/],
    ["a range that runs backwards", () => range(3, 1), /range\(3, 1\): .*the least first/],
    ["a range of fractions", () => range(0, 0.5), /range\(0, 0\.5\)/],
    ["a range too wide", () => range(0, 2_000_000), /at most a million apart/],
    ["the subsets of too many", () => subsets(range(1, 17)), /subsets of range\(1, 17\): 17 members .* 16 is the most/],
    ["the majorities of too many", () => majorities(ids("acceptor", 17)), /subsets of acceptor: 17 members/],
  ];
  test.each(cases)("%s", (_, make, message) => {
    expect(make).toThrow(SpecError);
    expect(make).toThrow(message);
  });
});

test("a domain has a title for messages", () => {
  expect(titleOf(optional(oneOf("a", "b")))).toBe("optional(oneOf(a, b))");
  expect(titleOf(majorities(ids("acceptor", 3)))).toBe("majorities(acceptor)");
});
