import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import type { Loose } from "../../../checker/model/model.ts";
import { type AnySpec, ids, instance, mapOf, range, record, refinement, spec } from "../../../specs/language/index.ts";

/** Nodes whose level is raised; a spec that refines this one counts how often, too, and another variable beside. */
const levels = (isCounted: boolean, refines = {}): AnySpec => {
  const Node = ids("node", 2);
  const level = { level: range(0, 1) };
  return spec({
    name: "levels",
    symmetric: [Node],
    state: {
      node: mapOf(Node, record(isCounted ? { ...level, raised: range(0, 1) } : level) as Loose),
      ...(isCounted ? { total: range(0, 2) } : {}),
    } as Loose,
    init: (isCounted ? { node: { level: 0, raised: 0 }, total: 0 } : { node: { level: 0 } }) as Loose,
    actions: {
      raise: {
        params: { n: Node },
        guard: (s: Loose, { n }: Loose) => s.node[n].level === 0,
        effect: (s: Loose, { n }: Loose) => {
          s.node[n].level = 1;
          if (!isCounted) return;
          s.node[n].raised++;
          s.total++;
        },
      },
    },
    refines,
    terminal: () => true,
  }) as Loose;
};

const refined = (mapping: Loose) =>
  instance(() => levels(true, { levels: refinement(instance(() => levels(false), {}) as Loose, mapping) }), {});

const ways = [{ engine: "compiled" }, { engine: "reference" }, { symmetry: true }] as const;

test.each(ways)("a mapping may hand on what has more fields than are asked for: %o", async (way) => {
  expect(
    (
      await check(
        refined((s: Loose) => ({ node: (n: Loose) => s.node[n] })),
        way,
      )
    ).verdict,
  ).toBe("verified");
});

test.each(ways)("but gives no fields of its own that there are not: %o", async (way) => {
  const { message } = await check(
    refined((s: Loose) => ({ node: (n: Loose) => s.node[n], total: s.total })),
    way,
  );
  expect(message).toContain("the mapping gives total, which is not one of the variables: node");
});
