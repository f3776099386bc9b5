import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FIRST_TAKING_OVER, followedOutcomeOf, outcomeOf, shapeOf, shapes, takingOver } from "./simulated.ts";
import { PATIENCE, sizes } from "./sizes.ts";

describe("clusters with faults keep their promises, and once healed come to an end", () => {
  const { seeds } = sizes;
  test(
    `${seeds} seeds`,
    () => {
      const faults = new Map<string, number>();
      for (const seed of [0, FIRST_TAKING_OVER].flatMap((first) => Array.from({ length: seeds / 2 }, (_, i) => first + i))) {
        const { failure, statistics } = outcomeOf(shapeOf(seed), { seed });
        expect(failure, `seed ${seed}`).toBeUndefined();
        for (const [kind, count] of Object.entries(statistics.faults)) faults.set(kind, (faults.get(kind) ?? 0) + count);
      }
      expect([...faults].filter(([, count]) => count === 0)).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "and each transfer is one of the spec",
    () => {
      const following = [...shapes, ...takingOver].filter(({ repeats }) => !repeats);
      for (let seed = 0; seed < sizes.followed; seed++) {
        const { failure } = followedOutcomeOf(following[seed % following.length], { seed });
        expect(failure, `seed ${seed}`).toBeUndefined();
      }
    },
    PATIENCE,
  );

  test(
    "tapes that fast-check writes, and shrinks",
    () => {
      const tape = fc.array(fc.nat({ max: 1_000 }), { maxLength: 600 });
      const property = fc.property(fc.nat({ max: shapes.length - 1 }), tape, (shape, tape) => {
        expect(outcomeOf(shapes[shape], { tape }).failure).toBeUndefined();
      });
      fc.assert(property, { numRuns: sizes.tapes });
    },
    PATIENCE,
  );

  test("a tape gives its run again", () => {
    const first = outcomeOf(shapeOf(4), { seed: 4 });
    expect(outcomeOf(shapeOf(4), { tape: first.tape }).statistics).toEqual(first.statistics);
  });
});
