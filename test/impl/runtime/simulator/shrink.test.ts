import { expect, test } from "vitest";
import { shrink } from "../../../../impl/runtime/simulator/shrink.ts";

const long = Array.from({ length: 200 }, (_, i) => (i * 7919) % 100);

test.each<[what: string, fails: (tape: readonly number[]) => boolean, shrunk: number[]]>([
  ["nothing is needed", () => true, []],
  ["one large entry", (tape) => tape.some((entry) => entry >= 40), [40]],
  ["two of them", (tape) => tape.filter((entry) => entry >= 10).length >= 2, [10, 10]],
  ["one at a place", (tape) => (tape[3] ?? 0) > 0, [0, 0, 0, 1]],
  ["a length", (tape) => tape.length >= 5 && tape[4] !== 0, [0, 0, 0, 0, 1]],
  ["a sum", (tape) => tape.reduce((a, b) => a + b, 0) >= 150, [19, 57, 74]],
])("%s", (_, fails, shrunk) => {
  expect(shrink(long, fails)).toEqual(shrunk);
});

test("a stretch of zeros loses any number of them", () => {
  const zeros = (count: number) => Array.from({ length: count }, () => 0);
  const fails = (tape: readonly number[]) => tape.length % 11 === 5 && tape.at(-1) === 1;
  expect(shrink([...zeros(26), 1], fails)).toEqual([...zeros(4), 1]);
});

test("it stops after so many attempts, with what it has, and always with something that fails", () => {
  let tried = 0;
  const fails = (tape: readonly number[]) => {
    tried++;
    return tape.filter((entry) => entry >= 10).length >= 50;
  };
  const shrunk = shrink(long, fails, { attempts: 20 });
  expect(tried).toBe(20);
  expect(fails(shrunk)).toBe(true);
});

test("what nothing simpler fails like is left alone", () => {
  const tape = [3, 1, 2];
  expect(shrink(tape, (other) => other.join() === "3,1,2")).toEqual(tape);
});
