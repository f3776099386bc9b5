import { expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import type { Loose } from "../../../../checker/model/model.ts";
import { type AnySpec, ids, instance, ordered, range, refinement, spec, unordered } from "../../../../specs/language/index.ts";

const Node = ids("node", 1);
const [node] = Node.values;
const job = { type: "Job", from: node, to: node } as const;

/** From two messages they are taken one by one, where there may be so many copies. */
const jobs = (net: Loose, init: Loose, mayTake: (copies: number) => boolean, refines = {}): AnySpec =>
  spec({
    name: "jobs",
    state: { net },
    init: { net: init },
    actions: {
      take: {
        params: { m: net.any("Job") },
        guard: (s: Loose, { m }: Loose) => mayTake(s.net.copies(m)),
        effect: (s: Loose, { m }: Loose) => {
          s.net.consume(m);
        },
      },
    },
    refines,
    terminal: () => true,
  }) as Loose;

const ENDS = { between: Node, atMost: 2 };
const bag = () => unordered({ ...ENDS, messages: { Job: {} } });
const PRIORITIES = [0, 1].map((priority) => ({ ...job, priority }));

test.each([
  ["whose priorities it does not see", () => unordered({ ...ENDS, messages: { Job: { priority: range(0, 1) } } }), PRIORITIES],
  ["in a queue", () => ordered({ ...ENDS, messages: { Job: {} } }), [job, job]],
  ["in a bag", bag, [job, job]],
])("two messages %s are two copies to a refined spec", async (_, net, init) => {
  const refining = (mayTake: (copies: number) => boolean) => {
    const other = instance(() => jobs(bag(), [job, job], mayTake), {});
    return instance(() => jobs(net(), init, () => true, { other: refinement(other as Loose, ((s: Loose) => s) as Loose) }), {});
  };
  for (const engine of ["compiled", "reference"] as const) {
    expect(
      (
        await check(
          refining((copies) => copies <= 2),
          { engine },
        )
      ).verdict,
    ).toBe("verified");
    expect(
      (
        await check(
          refining((copies) => copies === 1),
          { engine },
        )
      ).verdict,
    ).toBe("violated");
  }
});
