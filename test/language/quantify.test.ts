import { expect, test } from "vitest";
import { ids, implies, range } from "../../specs/language/index.ts";
import { observing, type Quantified } from "../../specs/language/quantify.ts";

const RM = ids("rm", 3);
const Index = range(0, 2);

/** What was told while it ran, without the predicates. */
const told = (run: () => unknown) => {
  const heard: Quantified[] = [];
  observing((quantified) => heard.push(quantified), run);
  return heard.map(({ predicate: _, ...rest }) => rest);
};

test("a quantifier tells which values decided it", () => {
  const [first, second] = RM.values;
  expect(told(() => RM.every((rm) => rm !== second))).toEqual([
    { over: "rm", quantifier: "every", result: false, because: [second] },
  ]);
  expect(told(() => RM.every(() => true))).toEqual([{ over: "rm", quantifier: "every", result: true, because: [] }]);
  expect(told(() => RM.some((rm) => rm === first))).toEqual([
    { over: "rm", quantifier: "some", result: true, because: [first] },
  ]);
  expect(told(() => RM.some(() => false))).toEqual([{ over: "rm", quantifier: "some", result: false, because: [] }]);
  expect(told(() => RM.filter((rm) => rm !== first))).toEqual([
    { over: "rm", quantifier: "filter", result: 2, because: [1, 2] },
  ]);
  expect(told(() => RM.count((rm) => rm !== first))).toEqual([{ over: "rm", quantifier: "count", result: 2, because: [1, 2] }]);
});

test("inner quantifiers are told before those around them", () => {
  const heard = told(() => RM.some((rm) => Index.some((i) => i === 1 && rm === RM.values[1])));
  expect(heard.map(({ over, result }) => [over, result])).toEqual([
    ["range(0, 2)", false],
    ["range(0, 2)", true],
    ["rm", true],
  ]);
});

test("the outer listener is back when an inner one is done, even after an error", () => {
  const outer: Quantified[] = [];
  observing(
    (quantified) => outer.push(quantified),
    () => {
      expect(told(() => RM.every(() => true))).toHaveLength(1);
      expect(() =>
        told(() => {
          throw new Error("within");
        }),
      ).toThrow("within");
      RM.some(() => true);
    },
  );
  expect(outer.map(({ quantifier }) => quantifier)).toEqual(["some"]);
});

test("nobody is told when nobody listens", () => {
  const heard: Quantified[] = [];
  observing(
    (quantified) => heard.push(quantified),
    () => {},
  );
  RM.every(() => true);
  expect(heard).toEqual([]);
});

test.each<[string, () => unknown, string]>([
  ["a function that is never called", () => () => true, "a function"],
  ["nothing", () => undefined, "nothing"],
  ["a word", () => "idle", '"idle"'],
  ["a number", () => 0, "0"],
  ["null", () => null, "null"],
  ["an object", () => ({}), "an object"],
  ["a promise", async () => true, "a promise"],
])("a predicate that returns %s is refused by every quantifier", (_what, predicate, given) => {
  for (const quantifier of ["every", "some", "filter", "count"] as const) {
    expect(() => RM[quantifier](predicate as () => boolean)).toThrow(
      `the predicate given to ${quantifier} of rm returned ${given}. A predicate returns true or false: write out what you mean.`,
    );
  }
});

test("implies inside a predicate is refused, since nobody would call what it returns", () => {
  expect(() => RM.every(() => implies(true as never, false as never) as never)).toThrow(
    "implies takes two functions of the state, and stands in place of an invariant: implies((s) => ..., (s) => ...). Inside a predicate write !a || b",
  );
});
