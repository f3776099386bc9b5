// Messages that are many, or whose places in declared order are far apart: what is remembered of them still becomes code, or not.
import { describe, expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import { rankTable } from "../../../../checker/compile/recall/rank-table.ts";
import { ids, instance, range, spec, unordered } from "../../../../specs/language/index.ts";

describe("a table by rank", () => {
  test.each([
    ["of few", [2, 5]],
    ["of ranks far apart", [2, 5_000_000]],
    ["of none", []],
  ])("%s", (_, ranks) => {
    const table = rankTable(
      "table",
      ranks.map((rank) => [rank, String(rank * 10)]),
      "-1",
    );
    const find = new Function("rank", `${table.declared} return ${table.at("rank")};`) as (rank: number) => number;
    for (const rank of ranks) expect(find(rank)).toBe(rank * 10);
    for (const rank of [0, 3, 4_999_999, 5_000_001]) expect(find(rank)).toBe(-1);
  });
});

interface Numbers {
  readonly from: number;
  readonly to: number;
  readonly most: number;
  /** Actions that look at each message in vain. */
  readonly idle: number;
}
/** One message, which comes back with the next number. */
const passed = ({ from, to, most, idle }: Numbers) => {
  const Node = ids("node", 1);
  const wire = unordered({ between: Node, messages: { Ask: { n: range(0, most) } }, atMost: 1 });
  const [node] = Node.values;
  const inVain = { params: { m: wire.any() }, guard: () => false, effect: () => {} };
  return spec({
    name: "passed",
    state: { wire },
    init: { wire: [{ type: "Ask", from: node, to: node, n: from }] },
    actions: {
      pass: {
        params: { m: wire.any() },
        guard: (_, { m }) => m.n < to,
        effect: (s, { m }) => {
          s.wire.consume(m);
          s.wire.send({ ...m, n: m.n + 1 });
        },
      },
      ...Object.fromEntries(Array.from({ length: idle }, (_, i) => [`idle${i}`, inVain])),
    },
  });
};

test.each<[string, Numbers]>([
  ["beyond as many as a call has room for", { from: 70_000, to: 72_000, most: 99_999, idle: 3 }],
  ["drawn by one action", { from: 70_000, to: 72_000, most: 99_999, idle: 0 }],
  ["too many for one function", { from: 0, to: 17_000, most: 17_000, idle: 9 }],
])("numbers %s", async (_, numbers) => {
  const result = await check(instance(passed, numbers, { deadlockAllowed: "the last has come" }));
  expect(result).toMatchObject({ verdict: "verified", states: numbers.to - numbers.from + 1 });
});
