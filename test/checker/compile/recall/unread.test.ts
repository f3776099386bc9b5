// What bounds a state is asked after a step unless the step leaves alone all that the bound reads, in states that it was never
// asked of, too: of initial ones, and of those that stand for others like them.
import { expect, test } from "vitest";
import { check } from "../../../../checker/check.ts";
import {
  type AnySpec,
  boolean,
  type Instance,
  ids,
  instance,
  mapOf,
  optional,
  range,
  record,
  spec,
} from "../../../../specs/language/index.ts";

const deadlockAllowed = "there is nothing more to count";

/** Many initial states; `low` reads of the later ones what it never read of the earlier ones. */
const modes = ({ early, all }: { readonly early: number; readonly all: number }) =>
  spec({
    name: "modes",
    state: { i: range(0, all - 1), mode: range(0, 1), a: range(0, 1), b: range(0, 2) },
    init: {
      params: { i: range(0, all - 1) },
      state: ({ i }) => ({ i, mode: i < early ? 0 : 1, a: 0, b: 0 }),
    },
    actions: {
      incrementA: {
        guard: (s) => s.mode === 0 && s.a < 1,
        effect: (s) => {
          s.a++;
        },
      },
      incrementB: {
        guard: (s) => s.b < 2,
        effect: (s) => {
          s.b++;
        },
      },
    },
    witnesses: { both: (s) => s.mode === 1 && s.b === 2 },
  });

/** One node is marked, and elected after so many ticks; the state that stands for it may call it by the other's name. */
const elects = ({ ticks }: { readonly ticks: number }) => {
  const Node = ids("node", 2);
  return spec({
    name: "elects",
    symmetric: [Node],
    state: {
      tick: range(0, ticks),
      leader: optional(Node),
      node: mapOf(Node, record({ marked: boolean, count: range(0, 2) })),
      isMarked: boolean,
    },
    init: { tick: 0, leader: null, node: { marked: false, count: 0 }, isMarked: false },
    actions: {
      mark: {
        params: { n: Node },
        guard: (s) => !s.isMarked,
        effect: (s, { n }) => {
          s.isMarked = true;
          s.node[n].marked = true;
        },
      },
      wait: {
        guard: (s) => s.tick < ticks && s.isMarked,
        effect: (s) => {
          s.tick++;
        },
      },
      increment: {
        params: { n: Node },
        guard: (s, { n }) => s.node[n].count < 2,
        effect: (s, { n }) => {
          s.node[n].count++;
        },
      },
      elect: {
        params: { n: Node },
        guard: (s, { n }) =>
          s.tick === ticks && s.leader === null && s.node[n].marked && Node.every((i) => s.node[i].count === 0),
        effect: (s, { n }) => {
          s.leader = n;
          s.node[n].marked = false;
        },
      },
    },
    witnesses: { counted: (s) => s.leader !== null && s.node[s.leader].count > 0 },
  });
};

const CASES: Readonly<Record<string, Instance<AnySpec>>> = {
  "initial states": instance(
    modes,
    { early: 1_300, all: 3_000 },
    { deadlockAllowed, within: { low: (s) => (s.mode === 0 ? s.a < 1 : s.b < 1) } },
  ),
  "states up to symmetry": instance(
    elects,
    { ticks: 112 },
    { deadlockAllowed, symmetry: true, within: { low: (s) => s.leader === null || s.node[s.leader].count < 1 } },
  ),
};

test.each(Object.entries(CASES))("both engines find the same within bounds: %s", async (_, one) => {
  const told = async (engine: "compiled" | "reference") => {
    const { verdict, states, generated, cut } = await check(one, { engine });
    return { verdict, states, generated, cut };
  };
  expect(await told("compiled")).toEqual(await told("reference"));
});
