import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { replay } from "../../../checker/replay.ts";
import * as twoPhase from "../../../specs/commit/two-phase-commit.instances.ts";
import * as paxos from "../../../specs/consensus/paxos.instances.ts";
import * as voting from "../../../specs/consensus/voting.instances.ts";
import {
  type AnySpec,
  type Instance,
  ids,
  instance,
  mapOf,
  oneOf,
  optional,
  refinement,
  spec,
} from "../../../specs/language/index.ts";

describe("a refinement is decided up to symmetry", () => {
  // TLC counts 77 states for Paxos/MCVoting.cfg of tlaplus/Examples.
  test.each<[Instance<AnySpec>, number]>([
    [twoPhase.three, 80],
    [twoPhase.four, 166],
    [voting.oneBallot, 9],
    [voting.twoBallots, 77],
    [paxos.twoBallots, 443],
  ])("$target: %i states", async (one, states) => {
    const { verdict, depth, properties } = await check(one, { symmetry: true });
    expect({ verdict, states, depth }).toEqual({ verdict: "verified", states, depth: one.options.expect?.depth });
    const refined = Object.keys(one.spec.refines ?? {}).map((name) => [name, { kind: "refinement", verdict: "verified" }]);
    expect(properties).toMatchObject(Object.fromEntries(refined));
  });

  test("by the reference engine as well", async () => {
    const options = { symmetry: true, engine: "reference" } as const;
    expect(await check(twoPhase.three, options)).toMatchObject({ verdict: "verified", states: 80, generated: 318 });
    expect(await check(voting.twoBallots, options)).toMatchObject({ verdict: "verified", states: 77 });
  });
});

describe("a mutant breaks its refinement up to symmetry as it does without", () => {
  const mutants = [...Object.values(twoPhase), ...Object.values(voting)].filter(
    (one): one is Instance<AnySpec> => typeof one === "object" && "mutant" in one,
  );
  const refined = mutants.flatMap((one) => Object.keys(one.spec.refines ?? {}).map((name) => [one, name] as const));
  test.each(refined.map(([one, name]) => [`${one.target}: ${(one as { mutant?: string }).mutant}`, one, name] as const))(
    "%s",
    async (_title, one, name) => {
      const [alike, apart] = [
        await check(one, { symmetry: true, properties: [name] }),
        await check(one, { properties: [name] }),
      ];
      expect([alike.verdict, alike.properties]).toEqual([apart.verdict, apart.properties]);
      expect(alike.violations[0]?.kind).toBe(apart.violations[0]?.kind);
      for (const trace of alike.violations) expect(replay(trace, one)).toMatchObject({ confirmed: true });
    },
  );
  test("and some do", async () => {
    expect(refined.length).toBeGreaterThan(10);
    expect((await check(twoPhase.doesNotWait, { symmetry: true, properties: ["transactionCommit"] })).verdict).toBe("violated");
  });
});

/** One of all nodes is chosen; another spec sees which, or only of the first whether it is. */
const chosen = (how: "all" | "first" | "unlike" | "fewer" | "asymmetric" | "unstarted") => {
  const abstract = () => {
    const Node = ids("node", how === "fewer" ? 2 : 3);
    const [first] = Node.values;
    return spec({
      name: "choice",
      ...(how === "unlike" ? {} : { symmetric: [Node] }),
      state: { leader: optional(Node) },
      init: { leader: how === "unstarted" ? () => first : null } as { leader: null },
      actions: {
        choose: {
          params: { n: Node },
          guard: (s) => s.leader === null,
          effect: (s, { n }) => {
            s.leader = n;
          },
        },
        resign: {
          when: how === "asymmetric",
          guard: (s) => s.leader === first,
          effect: (s) => {
            s.leader = null;
          },
        },
      },
      terminal: () => true,
    });
  };
  return instance(() => {
    const Node = ids("node", 3);
    const [first] = Node.values;
    return spec({
      name: "election",
      symmetric: [Node],
      state: { at: mapOf(Node, oneOf("idle", "leader")) },
      init: { at: "idle" },
      actions: {
        win: {
          params: { n: Node },
          guard: (s) => Node.every((other) => s.at[other] === "idle"),
          effect: (s, { n }) => {
            s.at[n] = "leader";
          },
        },
      },
      refines: {
        choice: refinement(instance(abstract as never, {}) as Instance<AnySpec>, (s: { at: Record<symbol, string> }) => ({
          leader:
            how === "first" ? (s.at[first] === "leader" ? first : null) : (Node.filter((n) => s.at[n] === "leader")[0] ?? null),
        })) as never,
      },
      terminal: () => true,
    }) as AnySpec;
  }, {});
};

describe("what would make it unsound is found", () => {
  test.each<[Parameters<typeof chosen>[0], string]>([
    ["first", "election: the mapping of choice is not symmetric: it says something else when node1 and node"],
    ["unlike", "choice cannot be decided with symmetry, since choice does not call its nodes symmetric"],
    ["fewer", "choice cannot be decided with symmetry, since choice has 2 nodes and not 3"],
    ["asymmetric", "choice.resign"],
  ])("%s", async (how, message) => {
    for (const engine of ["compiled", "reference"] as const) {
      const result = await check(chosen(how), { symmetry: true, engine });
      expect(result.verdict).toBe("error");
      expect(result.message).toContain(message);
    }
  });

  test("and where nothing would, nothing is", async () => {
    expect(await check(chosen("all"), { symmetry: true })).toMatchObject({ verdict: "verified", states: 2 });
  });
});
