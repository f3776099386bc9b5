import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deepFreeze, isSame, textOf } from "../../../impl/runtime/plain-data.ts";
import { Texts } from "../../../impl/runtime/texts.ts";

const plain = fc.object({ withNullPrototype: false, withMap: false, withSet: false });

test("equal values have the same text, whatever the order of their fields", async () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, part]) => [name, reversed(part)]),
    );
  };
  await fc.assert(fc.property(plain, (value) => textOf(value) === textOf(reversed(value))));
});

test("different values have different texts", () => {
  const values = [
    0,
    -0,
    1,
    "1",
    "",
    null,
    undefined,
    Number.NaN,
    true,
    "true",
    1n,
    [],
    {},
    [[]],
    [{}],
    { a: undefined },
    { a: null },
  ];
  const more = [
    ["a", "b"],
    ["a,b"],
    ['a","b'],
    { a: 1, b: 2 },
    { "a:1,b": 2 },
    { a: { b: 1 } },
    { a: [1] },
    [undefined],
    "null",
    "{}",
  ];
  const all = [...values, ...more];
  expect(new Set(all.map(textOf)).size).toBe(all.length);
  for (const a of all) for (const b of all) expect(isSame(a, b)).toBe(textOf(a) === textOf(b));
});

test("the same is what has the same text, and nothing that is not plain", () => {
  expect(isSame({ a: [1, { b: 2 }], c: 3 }, { c: 3, a: [1, { b: 2 }] })).toBe(true);
  expect(isSame({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(isSame({ a: undefined }, { b: undefined })).toBe(false);
  const [map, run] = [new Map(), () => {}];
  expect([isSame(map, map), isSame(run, run)]).toEqual([false, false]);
});

test.each([
  [{ a: [1, new Set()] }, "a.1 is a Set"],
  [new Date(0), "The value is a Date"],
  [{ at: { deep: Symbol("x") } }, "at.deep is a symbol"],
  [[new (class Thing {})()], "0 is a Thing"],
])("what is not plain is refused where it is: %o", (value, message) => {
  expect(() => textOf(value)).toThrow(message);
});

test("everything in it is frozen, what was frozen outside only included", () => {
  const value = deepFreeze(Object.freeze({ a: [{ b: 1 }], c: { d: [] as number[] } }));
  expect(() => value.c.d.push(1)).toThrow(TypeError);
  expect(Object.isFrozen(value.a[0])).toBe(true);
});

test("a bag is the same list whatever the order in which it was filled", async () => {
  const items = fc.array(fc.record({ a: fc.nat(3), b: fc.constantFrom("x", "y") }), { maxLength: 8 });
  await fc.assert(
    fc.property(items, (all) => {
      const texts = new Texts();
      const filled = (from: readonly object[]) => from.reduce<readonly object[]>((bag, item) => texts.with(bag, item), []);
      expect(filled(all)).toEqual(filled([...all].reverse()));
      expect(filled(all)).toHaveLength(all.length);
    }),
  );
});

test("names are equal for equal values alone", () => {
  const texts = new Texts();
  expect(texts.nameOf({ a: 1, b: 2 })).toBe(texts.nameOf({ b: 2, a: 1 }));
  expect(texts.nameOf({ a: 1 })).not.toBe(texts.nameOf({ a: 2 }));
});
