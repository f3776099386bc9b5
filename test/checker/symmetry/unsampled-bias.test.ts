// What singles out one of so many ids that no sample may tell: a run that is found up to symmetry is then none of the spec's.
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { type AnySpec, boolean, ids, instance, optional, setOf, spec } from "../../../specs/language/index.ts";

const NODES = 7;

const many = (bias: "invariant" | "step", favoured: number) =>
  instance(() => {
    const Node = ids("node", NODES);
    const favourite = Node.values[favoured];
    return spec({
      name: "many",
      symmetric: [Node],
      state: { members: setOf(Node), leader: optional(Node), isDone: boolean },
      init: { members: [], leader: null, isDone: false },
      actions: {
        join: {
          params: { n: Node },
          guard: (s, { n }) => s.leader === null && !s.members.has(n),
          effect: (s, { n }) => {
            s.members.add(n);
          },
        },
        lead: {
          params: { n: Node },
          guard: (s, { n }) => s.leader === null && s.members.has(n),
          effect: (s, { n }) => {
            s.leader = n;
          },
        },
        end: {
          params: { n: Node },
          guard: (s, { n }) => s.leader === n && !s.isDone,
          effect: (s) => {
            s.isDone = true;
          },
        },
      },
      invariants: { invariant: (s) => bias !== "invariant" || !s.members.has(favourite) || s.members.size !== 2 },
      steps: { step: (_, __, { name, args }) => bias !== "step" || name !== "end" || (args as { n: unknown }).n !== favourite },
      terminal: () => true,
    }) as AnySpec;
  }, {});

test.each(["invariant", "step"] as const)(
  "the %s that favours one of many ids is named where no run of the spec breaks it",
  async (bias) => {
    const found = await Promise.all(
      Array.from({ length: NODES }, async (_, favoured) => check(many(bias, favoured), { symmetry: true })),
    );
    const wrong = found.filter(({ verdict }) => verdict === "error");
    expect(wrong).not.toEqual([]);
    for (const { message } of wrong) expect(message).toContain(`many: ${bias} is not symmetric`);
  },
);
