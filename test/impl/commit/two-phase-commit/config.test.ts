import { expect, test } from "vitest";
import { type CommitOptions, commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";

const nodes = { coordinator: "c", participants: ["a", "b"] };

test("what is left out is replaced, limit by limit", () => {
  expect(commitConfig({ ...nodes, limits: { log: 5 }, milliseconds: { votes: [1, 2] } })).toMatchObject({
    presumed: "abort",
    cooperative: true,
    takesOverAfter: 3,
    milliseconds: { votes: [1, 2], again: [200, 400] },
    limits: { log: 5, results: 10_000 },
  });
});

test("that no store takes over can be said", () => {
  expect(commitConfig({ ...nodes, takesOverAfter: null }).takesOverAfter).toBeNull();
});

test.each([
  [{ participants: [] }, "participants: there must be one store at least"],
  [{ participants: ["a", "a"] }, 'participants: "a" is named twice'],
  [{ coordinator: "a" }, 'coordinator: "a" is one of the participants; give it a name of its own'],
  [{ presumed: "maybe" }, 'presumed: "maybe" is none of nothing, abort, commit'],
  [{ takesOverAfter: -1 }, "takesOverAfter: -1 is not a whole number, 0 or more"],
  [{ milliseconds: { again: [5, 4] } }, "milliseconds.again[0]: 5 is not a whole number, 1 to 4"],
  [{ limits: { results: 0 } }, "limits.results: 0 is not a whole number, 1 or more"],
] as const)("%j is refused", (options, message) => {
  expect(() => commitConfig({ ...nodes, ...options } as CommitOptions)).toThrow(message);
});
