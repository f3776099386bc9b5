// A refinement that treats ids alike until late: through its mapping, or in the other spec.
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import {
  type AnySpec,
  type Instance,
  ids,
  instance,
  mapOf,
  oneOf,
  optional,
  range,
  refinement,
  spec,
} from "../../../specs/language/index.ts";

type Bias = "mapping" | "other" | "none";

const refined = (bias: Bias, favoured: number) => () => {
  const Node = ids("node", 3);
  return spec({
    name: "leading",
    symmetric: [Node],
    state: { leader: optional(Node), mood: oneOf("idle", "busy") },
    init: { leader: null, mood: "idle" },
    actions: {
      lead: {
        params: { n: Node },
        guard: (s) => s.leader === null,
        effect: (s, { n }) => {
          s.leader = n;
        },
      },
      work: {
        guard: (s) => s.leader !== null && !(bias === "other" && s.leader === Node.values[favoured]),
        effect: (s) => {
          s.mood = "busy";
        },
      },
    },
  });
};

const late = (bias: Bias, favoured: number): Instance<AnySpec> =>
  instance(() => {
    const Node = ids("node", 3);
    const { actions } = refined("none", 0)();
    const isOdd = (s: { leader: unknown; mood: string }) =>
      bias === "mapping" && s.leader === Node.values[favoured] && s.mood === "busy";
    const MOST = 20;
    return spec({
      name: "late",
      symmetric: [Node],
      state: { count: mapOf(Node, range(0, MOST)), leader: optional(Node), mood: oneOf("idle", "busy") },
      init: { count: 0, leader: null, mood: "idle" },
      actions: {
        tick: {
          params: { n: Node },
          guard: (s, { n }) => s.count[n] < MOST,
          effect: (s, { n }) => {
            s.count[n]++;
          },
        },
        lead: {
          params: { n: Node },
          guard: (s) => s.leader === null && Node.every((n) => s.count[n] === MOST),
          effect: (s, { n }) => {
            s.leader = n;
          },
        },
        work: actions.work as never,
      },
      refines: {
        leading: refinement(
          instance(refined(bias, favoured) as () => AnySpec, {}),
          (s: { leader: unknown; mood: string }) => ({ leader: isOdd(s) ? null : s.leader, mood: s.mood }) as never,
        ) as never,
      },
      terminal: () => true,
    }) as unknown as AnySpec;
  }, {});

test.each((["mapping", "other"] as const).flatMap((bias) => [0, 1, 2].map((favoured) => [bias, favoured] as const)))(
  "the %s favours id %i in a state that is reached late: named",
  async (bias, favoured) => {
    const result = await check(late(bias, favoured), { symmetry: true });
    expect(result).toMatchObject({ verdict: "error", message: expect.stringContaining("late: leading is not symmetric") });
    expect((await check(late(bias, favoured))).verdict).toBe("violated");
  },
);
test("and where none is favoured, nothing is", async () => {
  expect(await check(late("none", 0), { symmetry: true })).toMatchObject({ verdict: "verified", states: 1_773 });
});
