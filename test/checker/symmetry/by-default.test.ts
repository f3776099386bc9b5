// Instances whose states are counted up to symmetry unless it is left off: what cannot be decided so is decided without.
import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { checkMutant } from "../../../checker/mutants.ts";
import { replay } from "../../../checker/replay.ts";
import { ids, instance, leadsTo, mapOf, mutant, oneOf, spec } from "../../../specs/language/index.ts";

const walk = () => {
  const Node = ids("node", 2);
  return spec({
    name: "walk",
    symmetric: [Node],
    state: { at: mapOf(Node, oneOf("here", "there", "astray")) },
    init: { at: "here" },
    actions: {
      go: {
        params: { n: Node },
        guard: (s, { n }) => s.at[n] === "here",
        effect: (s, { n }) => {
          s.at[n] = "there";
        },
      },
    },
    invariants: { onTheWay: (s) => Node.every((n) => s.at[n] !== "astray") },
    liveness: {
      arrives: leadsTo(
        () => true,
        (s) => Node.every((n) => s.at[n] === "there"),
      ),
    },
    terminal: () => true,
  });
};
const byDefault = instance(walk, {}, { symmetry: true });

test("a run that goes round for ever, found without symmetry, is replayed", async () => {
  const { verdict, violations } = await check(byDefault, { symmetry: false });
  expect(verdict).toBe("violated");
  expect(replay(violations[0], byDefault)).toMatchObject({ confirmed: true });
});

test("what else a mutant breaks is not known where it cannot be decided, and nothing is thrown", async () => {
  const strays = mutant(byDefault, "a node goes astray", {
    actions: {
      go: {
        effect: (s, { n }) => {
          s.at[n] = "astray";
        },
      },
    },
    breaks: "onTheWay",
  });
  expect(await checkMutant(strays)).toMatchObject({
    verdict: "violated",
    asPromised: false,
    message: expect.stringContaining("arrives cannot be decided with symmetry"),
  });
});
