import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../../../../impl/runtime/simulator/random.ts";
import { type Draw, Tape } from "../../../../impl/runtime/simulator/tape.ts";

const draws = (draw: Draw) => [
  draw.choose(10),
  draw.pick([1, 2, 3]),
  draw.chance(0.5),
  draw.between(5, 9),
  draw.choose(1),
  draw.between(3, 3),
];
const many = (tape: Tape) => Array.from({ length: 50 }, () => draws(tape));

test("a seed says it all, and so does the tape that it leaves", () => {
  const tape = new Tape({ seed: 42 });
  const drawn = many(tape);
  expect(many(new Tape({ seed: 42 }))).toEqual(drawn);
  expect(many(new Tape({ seed: 43 }))).not.toEqual(drawn);
  const replayed = new Tape({ tape: tape.entries });
  expect(many(replayed)).toEqual(drawn);
  expect(replayed.entries).toEqual(tape.entries);
});

test("a decision among one leaves nothing on the tape, any other one entry", () => {
  const tape = new Tape({ seed: 1 });
  draws(tape);
  expect(tape.entries).toHaveLength(4);
});

test("beyond its end a tape has zeros: the first, the plainest, no, the least", () => {
  expect(draws(new Tape({ tape: [] }))).toEqual([0, 0, false, 5, 0, 3]);
});

test("any list of whole numbers is a tape", async () => {
  await fc.assert(
    fc.property(fc.array(fc.nat()), (entries) => {
      const tape = new Tape({ tape: entries });
      for (const [ten, three, , five] of many(tape)) {
        expect([Number(ten) < 10, Number(three) < 3, Number(five) >= 5 && Number(five) <= 9]).toEqual([true, true, true]);
      }
      expect(many(new Tape({ tape: tape.entries }))).toEqual(many(new Tape({ tape: entries })));
    }),
  );
});

test("a replay takes what was decided, whatever its likelihood", () => {
  expect(new Tape({ tape: [1] }).chance(0)).toBe(true);
  expect(new Tape({ tape: [1] }).pick([1, 0])).toBe(1);
});

describe("chances are what they say", () => {
  const share = (of: (draw: Draw) => boolean) => {
    const tape = new Tape({ seed: 7 });
    return Array.from({ length: 20_000 }, () => of(tape)).filter(Boolean).length / 20_000;
  };

  test.each<[string, number, (draw: Draw) => boolean]>([
    ["chance(0.2)", 0.2, (draw) => draw.chance(0.2)],
    ["chance(0)", 0, (draw) => draw.chance(0)],
    ["chance(1)", 1, (draw) => draw.chance(1)],
    ["pick([3, 1]) is 1", 0.25, (draw) => draw.pick([3, 1]) === 1],
    ["pick([1, 0, 1]) is 1", 0, (draw) => draw.pick([1, 0, 1]) === 1],
    ["choose(5) is 4", 0.2, (draw) => draw.choose(5) === 4],
    ["between(1, 4) is 4", 0.25, (draw) => draw.between(1, 4) === 4],
  ])("%s", (_, probability, of) => {
    expect(share(of)).toBeCloseTo(probability, 1.7);
  });

  test("a choice among none is refused", () => {
    expect(() => new Tape({ seed: 1 }).choose(0)).toThrow("A choice among 0 possibilities is none; at least one is needed.");
  });
});

test("random numbers have 32 bits, all of which vary, and seeds next to one another nothing in common", () => {
  const numbers = (seed: number) => Array.from({ length: 1_000 }, randomNumbers(seed));
  for (const seed of [0, 1, 2, 2 ** 32, 2 ** 40 + 1]) {
    const drawn = numbers(seed);
    expect(drawn.every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 32)).toBe(true);
    for (let bit = 0; bit < 32; bit++) expect(drawn.filter((n) => (n >>> bit) & 1).length / 1_000).toBeCloseTo(0.5, 0.9);
  }
  expect(new Set([0, 1, 2, 2 ** 32, 2 ** 40 + 1].map((seed) => numbers(seed)[0])).size).toBe(5);
});
