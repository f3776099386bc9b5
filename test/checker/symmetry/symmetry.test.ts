import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { canonicaliserOf, thoroughCanonicaliserOf } from "../../../checker/compile/symmetry/canonicaliser.ts";
import { decode } from "../../../checker/compile/words/decode.ts";
import { encode } from "../../../checker/compile/words/encode.ts";
import { layoutOf } from "../../../checker/compile/words/layout.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import { replay } from "../../../checker/replay.ts";
import type { Result } from "../../../checker/result.ts";
import { permutationsOf } from "../../../checker/symmetry/permutation.ts";
import { permuted } from "../../../checker/symmetry/permuted-state.ts";
import * as twoPhase from "../../../specs/commit/two-phase-commit.instances.ts";
import { twoPhaseCommit } from "../../../specs/commit/two-phase-commit.ts";
import { paxos } from "../../../specs/consensus/paxos.ts";
import { oneAtATime } from "../../../specs/consensus/raft/raft.instances.ts";
import { instance as raft } from "../../../specs/consensus/raft/raft-instance.ts";
import { type AnySpec, type Instance, ids, instance, mapOf, oneOf, spec } from "../../../specs/language/index.ts";
import { specimens } from "./specimens.ts";

const SAFE = ["consistent", "commitNeedsAll", "decisionIsFinal", "everyoneCommits", "deadlock"];
const RAFTS = ["electionSafety", "logMatching", "leaderCompleteness", "leaderAppendOnly", "committed"];
const facts = ({ verdict, states, generated, depth, message }: Result) => ({ verdict, states, generated, depth, message });

describe("orbits of two-phase commit, as by four other canonicalisers", () => {
  // TLC with SYMMETRY counts 920, too.
  test.each([
    [3, 80],
    [4, 166],
    [5, 314],
    [6, 553],
    [7, 920],
  ])("%i resource managers: %i", async (resourceManagers, orbits) => {
    const result = await check(instance(twoPhaseCommit, { resourceManagers }), { symmetry: true, properties: SAFE });
    expect(result).toMatchObject({ verdict: "verified", states: orbits, symmetric: { ids: ["rm"] } });
  });
});

describe("both engines count the same orbits, the reference engine by trying every exchange", () => {
  const two: readonly (readonly [string, Instance<AnySpec>, readonly string[]])[] = [
    ["two-phase-commit/3", instance(twoPhaseCommit, { resourceManagers: 3 }), SAFE],
    [
      "paxos/3-1-2",
      instance(paxos, { acceptors: 3, values: 1, ballots: 2 }),
      ["agreement", "validity", "votesAreKept", "chosen"],
    ],
    ["paxos/2-2-2", instance(paxos, { acceptors: 2, values: 2, ballots: 2 }), ["agreement", "promisesAreKept", "duel"]],
    ["raft, two servers", oneAtATime, RAFTS],
    ["raft, three servers", raft({ servers: 3, terms: 1, entries: 1, inFlight: 1, crashes: true }), RAFTS],
    ...specimens.map((one) => [one.target, one, one.spec.properties] as const),
  ];
  test.each(two)("%s", async (_target, one, properties) => {
    const compiled = await check(one, { symmetry: true, properties });
    expect(compiled.symmetric).toBeDefined();
    expect(facts(compiled)).toEqual(facts(await check(one, { symmetry: true, properties, engine: "reference" })));
    expect(compiled.states).toBeLessThan((await check(one, { properties })).states);
  });
});

/** Some states of the instance, reached by a random walk. */
const walked = (one: Instance<AnySpec>, choices: readonly number[]) => {
  const model = modelOf(one, [], true);
  const system = systemOf(model);
  let [state] = system.initial();
  const states = [state];
  for (const choice of choices) {
    const next = [...system.successors(state)];
    if (next.length === 0) break;
    state = next[choice % next.length].state;
    states.push(state);
  }
  return { model, states };
};

describe("a representative", () => {
  const all = [
    instance(twoPhaseCommit, { resourceManagers: 4 }),
    instance(paxos, { acceptors: 3, values: 2, ballots: 2 }),
    ...specimens,
  ];
  test.each(all.map((one) => [one.target, one] as const))(
    "of %s is a member of its orbit, and the same for all members",
    (_target, one) => {
      fc.assert(
        fc.property(fc.array(fc.nat(), { maxLength: 12 }), (choices) => {
          const { model, states } = walked(one, choices);
          const layout = layoutOf(model.variables);
          const state = states[states.length - 1];
          const orbit = permutationsOf(model.symmetric).map((permutation) => permuted(model.variables, state, permutation));
          const keys = new Set(orbit.map((member) => keyOf(model.variables, member)));
          for (const canonical of [canonicaliserOf, thoroughCanonicaliserOf].map((made) => made(layout, model.symmetric))) {
            const representatives = orbit.map((member) => {
              const words = new Int32Array(layout.words);
              encode(layout.root, member, words, layout.words, "plain");
              canonical(words);
              return words;
            });
            expect(keys.has(keyOf(model.variables, decode(layout.root, representatives[0])))).toBe(true);
            expect(new Set(representatives.map(String)).size).toBe(1);
          }
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe("a counterexample is a run of the spec itself", () => {
  test.each(["compiled", "reference"] as const)("%s", async (engine) => {
    for (const property of ["consistent", "commitNeedsAll"]) {
      const { violations, verdict } = await check(twoPhase.commitsEarly, { engine, symmetry: true, properties: [property] });
      const without = await check(twoPhase.commitsEarly, { engine, properties: [property] });
      expect(verdict).toBe(without.verdict);
      expect(violations[0]?.steps.length).toBe(without.violations[0]?.steps.length);
      for (const trace of violations) expect(replay(trace, twoPhase.commitsEarly)).toMatchObject({ confirmed: true });
    }
  });
});

const favoured = (favour: "guard" | "effect" | "init" | "witness" | "within") => {
  const Node = ids("node", 3);
  const [first, second] = Node.values;
  const one = spec({
    name: "favoured",
    symmetric: [Node],
    state: { at: mapOf(Node, oneOf("idle", "busy", "done")) },
    init: { at: (n) => (favour === "init" && n === first ? "busy" : "idle") },
    actions: {
      start: {
        params: { n: Node },
        guard: (s, { n }) => s.at[n] === "idle" && (favour !== "guard" || n !== second),
        effect: (s, { n }) => {
          s.at[n] = favour === "effect" && n === second ? "done" : "busy";
        },
      },
    },
    witnesses: { someoneBusy: (s) => (favour === "witness" ? s.at[first] === "busy" : Node.some((n) => s.at[n] !== "idle")) },
    terminal: () => true,
  });
  return instance(() => one, {}, favour === "within" ? { within: { held: (s) => s.at[second] === "idle" } } : {});
};

describe("what is not symmetric is found on samples, and named", () => {
  test.each([
    ["guard", "favoured.start(n=node1) is not symmetric: with node1 and node2 exchanged"],
    ["effect", "favoured.start(n=node1) is not symmetric: with node1 and node2 exchanged"],
    ["init", "favoured: init is not symmetric: it changes when node1 and node2 are exchanged"],
    ["witness", "favoured: someoneBusy is not symmetric: it says something else when node1 and node"],
    ["within", "favoured: held is not symmetric: it says something else when node"],
  ] as const)("%s", async (favour, message) => {
    for (const engine of ["compiled", "reference"] as const) {
      const result = await check(favoured(favour), { symmetry: true, engine });
      expect(result.verdict).toBe("error");
      expect(result.message).toContain(message);
    }
    expect(await check(favoured(favour))).toMatchObject({ verdict: "verified" });
  });
});

describe("what is not sound with symmetry is refused", () => {
  test.each<[string, Instance<AnySpec>, object, string]>([
    [
      "liveness",
      instance(paxos, { acceptors: 2, values: 1, ballots: 1, live: true }),
      {},
      "lastDecides cannot be decided with symmetry: what happens at last tells apart",
    ],
    ["a hash of states", twoPhase.three, { properties: ["consistent"], hash: true }, "is not told with symmetry"],
    [
      "a spec that says nothing of it",
      instance(
        () => spec({ name: "plain", state: { n: oneOf("a") }, init: { n: "a" }, actions: { stay: { effect: () => {} } } }),
        {},
      ),
      {},
      "does not say which of its ids are symmetric",
    ],
  ])("%s", async (_what, one, options, message) => {
    const result = await check(one, { symmetry: true, ...options });
    expect(result.verdict).toBe("error");
    expect(result.message).toContain(message);
  });
});

test("an instance may be counted so by default, and then records what comes out", async () => {
  const { properties: _, refines: __, ...one } = twoPhaseCommit({ resourceManagers: 3 });
  const counted = (states: number) => instance(() => spec(one as never) as AnySpec, {}, { symmetry: true, expect: { states } });
  expect(await check(counted(80))).toMatchObject({ verdict: "verified", states: 80, mismatches: [] });
  expect(await check(counted(288))).toMatchObject({ mismatches: [{ what: "states", expected: 288, found: 80 }] });
  expect(await check(counted(288), { symmetry: false })).toMatchObject({ states: 288, mismatches: [] });
});
