// What singles out an id in one of the first states, of which not all are exchanged as wholes, or where each has many steps.
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { type AnySpec, ids, instance, mapOf, optional, range, setOf, spec } from "../../../specs/language/index.ts";

type Bias = "invariant" | "step" | "witness";

/** Who leads does so at once, or when all have counted to the end; meanwhile so much else can be done. */
const leading = (bias: Bias, favoured: number | undefined, most: number, others: number) =>
  instance(() => {
    const Node = ids("node", 3);
    const favourite = favoured === undefined ? undefined : Node.values[favoured];
    const isFavoured = (leader: unknown, what: Bias) => bias === what && leader !== null && leader === favourite;
    return spec({
      name: "leading",
      symmetric: [Node],
      state: { count: mapOf(Node, range(0, most)), other: range(0, others), leader: optional(Node) },
      init: { count: 0, other: 0, leader: null },
      actions: {
        tick: { params: { n: Node }, guard: (s, { n }) => s.count[n] < most, effect: (s, { n }) => void s.count[n]++ },
        turn: {
          params: { to: range(1, others) },
          guard: (s) => most > 0 || (s.leader === null && s.other === 0),
          effect: (s, { to }) => {
            s.other = most > 0 ? 0 : to;
          },
        },
        lead: {
          params: { n: Node },
          guard: (s) => s.leader === null && s.other === 0 && Node.every((n) => s.count[n] === most),
          effect: (s, { n }) => {
            s.leader = n;
          },
        },
      },
      invariants: { invariant: (s) => !isFavoured(s.leader, "invariant") },
      steps: { step: (before, after) => before.leader === after.leader || !isFavoured(after.leader, "step") },
      witnesses: { witness: (s) => s.leader !== null && (bias !== "witness" || s.leader === (favourite ?? s.leader)) },
      terminal: () => true,
    }) as AnySpec;
  }, {});

const sizes: readonly (readonly [title: string, most: number, others: number, states: number])[] = [
  ["few states", 0, 5, 7],
  ["many steps from one state", 0, 40, 42],
  ["many steps from each state", 12, 40, 456],
];

test.each(
  sizes.flatMap(([title, most, others]) =>
    (["invariant", "step", "witness"] as const).flatMap((bias) =>
      [0, 1, 2].map((favoured) => [title, bias, favoured, most, others] as const),
    ),
  ),
)("%s: the %s favours id %i", async (_, bias, favoured, most, others) => {
  const message = `leading: ${bias} is not symmetric: it says something else when`;
  expect((await check(leading(bias, favoured, most, others), { symmetry: true })).message).toContain(message);
});

test.each(sizes)("%s: where none is favoured, nothing is", async (_, most, others, states) => {
  expect(await check(leading("step", undefined, most, others), { symmetry: true })).toMatchObject({
    verdict: "verified",
    states,
  });
});

/** Whoever asks for the favourite first learns no more of the states without it, which stand for those with it. */
const crowd = (favoured: number | undefined) =>
  instance(() => {
    const Node = ids("node", 7);
    const favourite = favoured === undefined ? undefined : Node.values[favoured];
    return spec({
      name: "crowd",
      symmetric: [Node],
      state: { members: setOf(Node) },
      init: { members: [] },
      actions: { join: { params: { n: Node }, effect: (s, { n }) => void s.members.add(n) } },
      invariants: { notTwo: (s) => favourite === undefined || !s.members.has(favourite) || s.members.size !== 2 },
      terminal: () => true,
    }) as AnySpec;
  }, {});

test.each([0, 1, 2, 3, 4, 5, 6])("an invariant that asks for its favourite first, id %i", async (favoured) => {
  expect(await check(crowd(favoured), { symmetry: true })).toMatchObject({
    verdict: "error",
    message: expect.stringContaining("crowd: notTwo is not symmetric: "),
  });
  expect(await check(crowd(undefined), { symmetry: true })).toMatchObject({ verdict: "verified", states: 8 });
});
