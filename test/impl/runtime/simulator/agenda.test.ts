import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Agenda } from "../../../../impl/runtime/simulator/agenda.ts";

test("what is due comes in order of time, and of two at the same time the first added comes first", async () => {
  const times = fc.array(fc.nat(20), { maxLength: 60 });
  await fc.assert(
    fc.property(times, (all) => {
      const agenda = new Agenda();
      const seen: (readonly [number, number])[] = [];
      for (const [i, at] of all.entries()) agenda.after(at, () => seen.push([agenda.now, i]));
      while (agenda.advance(Number.POSITIVE_INFINITY)) {}
      const sorted = all.map((at, i) => [at, i] as const).sort(([a, i], [b, j]) => a - b || i - j);
      expect(seen).toEqual(sorted);
    }),
  );
});

test("time passes from one to the next, to what they add in turn, and not beyond the end", () => {
  const agenda = new Agenda();
  const seen: number[] = [];
  const again = () => {
    seen.push(agenda.now);
    agenda.after(10, again);
  };
  agenda.after(5, again);
  while (agenda.advance(30)) {}
  expect(seen).toEqual([5, 15, 25]);
  expect(agenda.now).toBe(25);
  expect(agenda.advance(40)).toBe(true);
});
