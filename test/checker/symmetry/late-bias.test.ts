import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { type AnySpec, ids, instance, range, spec } from "../../../specs/language/index.ts";
import { type Bias, lateBias } from "./late-bias.ts";

const NAMED: Readonly<Record<Bias, string>> = {
  guard: "late.work() is not symmetric: with",
  effect: "late.work() is not symmetric: with",
  invariant: "late: free is not symmetric: it says something else when",
  step: "late: kept is not symmetric: it says something else when",
  witness: "late: led is not symmetric: it says something else when",
  within: "late: within is not symmetric: it says something else when",
  allow: "late: allow is not symmetric: it says something else when",
  terminal: "late: terminal is not symmetric: it says something else when",
};
const biases = Object.entries(NAMED) as [Bias, string][];

describe("what is not symmetric in a state that is reached late is named, whichever id it favours", () => {
  test.each(biases.flatMap(([bias, message]) => [0, 1, 2].map((favoured) => [bias, favoured, message] as const)))(
    "%s, id %i",
    async (bias, favoured, message) => {
      const result = await check(lateBias(bias, favoured), { symmetry: true });
      expect(result).toMatchObject({ verdict: "error", message: expect.stringContaining(message) });
    },
  );
  test.each(biases)("and where none is favoured, nothing is: %s", async (bias) => {
    expect(await check(lateBias(bias, undefined), { symmetry: true })).toMatchObject({ verdict: "verified", states: 1_773 });
  });
});

/** A step that looks the same whoever takes it, in states that no id is in: only its arguments tell who it was. */
const poked = (favoured: number | undefined) =>
  instance(() => {
    const Node = ids("node", 3);
    const favourite = favoured === undefined ? undefined : Node.values[favoured];
    return spec({
      name: "poked",
      symmetric: [Node],
      state: { time: range(0, 40), pokes: range(0, 1) },
      init: { time: 0, pokes: 0 },
      actions: {
        tick: { guard: (s) => s.time < 40, effect: (s) => void s.time++ },
        poke: { params: { n: Node }, guard: (s) => s.time === 40 && s.pokes === 0, effect: (s) => void s.pokes++ },
      },
      steps: { kind: (_, __, { name, args }) => name !== "poke" || (args as { n: unknown }).n !== favourite },
      terminal: (s) => s.pokes === 1,
    }) as AnySpec;
  }, {});

test.each([0, 1, 2])("a property of who took a step that leaves all ids alike, id %i", async (favoured) => {
  const message = "poked: kind is not symmetric: it says something else when";
  const result = await check(poked(favoured), { symmetry: true });
  expect(result).toMatchObject({ verdict: "error", message: expect.stringContaining(message) });
  expect(await check(poked(undefined), { symmetry: true })).toMatchObject({ verdict: "verified", states: 42 });
});
