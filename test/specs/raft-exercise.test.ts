// The exercise of five servers: its three answers, as the checker gives them.
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { aComesBack, aStaysDown } from "../../specs/consensus/raft/exercise.ts";

type Property = (typeof aStaysDown.spec.properties)[number];

/** The verdict on one property, and after how many actions it is violated. */
const answer = async (property: Property, of = aStaysDown) => {
  const { verdict, violations } = await check(of, { properties: [property] });
  return verdict === "violated" ? violations[0].steps.length - 1 : verdict;
};

describe("A leads term 3, an entry of that term stands on A, B and C, and A crashes for good", () => {
  test("something can go on: a leader is elected, and commits an entry of its own", async () => {
    expect([await answer("succeeded"), await answer("committed")]).toEqual(["verified", "verified"]);
  });

  test.each([
    ["notA", "verified"],
    ["notB", 1],
    ["notC", 1],
    ["notD", "verified"],
    ["notE", "verified"],
    ["notDWithoutTheEntry", "verified"],
  ] as const)(
    "who can be elected? B and C, at once; D and E not before they have the entry: %s is %s",
    async (property, found) => {
      expect(await answer(property)).toBe(found);
    },
  );

  test("a leader takes it to be committed with an entry of its own, and never without; nothing ever takes its place", async () => {
    expect(await answer("neverKnown")).toBe(6);
    expect(await answer("neverKnownAlone")).toBe("verified");
    expect(await answer("neverReplaced")).toBe("verified");
  });

  test("every new leader keeps it", async () => {
    expect(await answer("kept")).toBe("verified");
  });
});

test("an A that comes back can be elected again, and the entry is kept all the same", async () => {
  expect(await answer("notA", aComesBack)).toBe(1);
  expect(await answer("kept", aComesBack)).toBe("verified");
});
