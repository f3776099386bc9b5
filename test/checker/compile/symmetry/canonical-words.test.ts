// Ids that say much of one another and nothing of themselves: whoever tried them in every order would not come to an end.
import { expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import { type AnySpec, ids, instance, mapOf, optional, spec } from "../../../../specs/language/index.ts";

/** Nodes are linked, each to one other that nothing is linked to, until there is nothing left to link: in paths and in rings. */
const links = (nodes: number) =>
  instance(
    () => {
      const Node = ids("node", nodes);
      return spec({
        name: "links",
        symmetric: [Node],
        state: { next: mapOf(Node, optional(Node)) },
        init: { next: null },
        actions: {
          link: {
            params: { one: Node, other: Node },
            guard: (s, { one, other }) => one !== other && s.next[one] === null && Node.every((node) => s.next[node] !== other),
            effect: (s, { one, other }) => {
              s.next[one] = other;
            },
          },
        },
      }) as AnySpec;
    },
    {},
    { deadlockAllowed: "there is nothing left to link" },
  );

/** In how many ways a number is a sum of numbers that are no less than `least`, in no order. */
const partitions = (sum: number, least: number): number => {
  if (sum === 0) return 1;
  let ways = 0;
  for (let part = least; part <= sum; part++) ways += partitions(sum - part, part);
  return ways;
};

/** Some nodes are in paths, of any lengths, and the others in rings of two or more. */
const pathsAndRings = (nodes: number): number =>
  Array.from({ length: nodes + 1 }, (_, inPaths) => partitions(inPaths, 1) * partitions(nodes - inPaths, 2)).reduce(
    (sum, ways) => sum + ways,
  );

test.each([
  [4, 10],
  [5, 16],
  [8, 75],
  [10, 181],
])("%i nodes in paths and rings: %i ways up to symmetry", async (nodes, ways) => {
  expect(pathsAndRings(nodes)).toBe(ways);
  expect(await check(links(nodes), { symmetry: true })).toMatchObject({ verdict: "verified", states: ways });
});
