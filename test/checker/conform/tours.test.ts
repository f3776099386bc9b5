import { expect, test } from "vitest";
import { type Driver, replayTours, tours } from "../../../checker/index.ts";
import { nothingAround } from "../../../checker/report/conform-surroundings.ts";
import { toursLines } from "../../../checker/report/conform-tours.ts";
import { three, two } from "../../../specs/commit/two-phase-commit.instances.ts";
import { instance } from "../../../specs/language/index.ts";
import { quorumRegister } from "../../../specs/replication/quorum-register.ts";
import { expectGolden } from "../../golden.ts";

type TwoPhase = typeof two.spec;

test("every step of the instance is in some test", () => {
  for (const [some, states, edges] of [
    [two, 56, 153],
    [three, 288, 1_145],
  ] as const) {
    const planned = tours(some);
    expect([planned.states, planned.edges]).toEqual([states, edges]);
    const taken = new Set<string>();
    for (const { initial, steps } of planned.tests) {
      let before: unknown = initial;
      for (const { name, args, state } of steps) {
        taken.add(JSON.stringify([planned.graph.states.indexOf(before as never), name, args]));
        before = state;
      }
    }
    expect(taken.size).toBe(edges);
    expect(planned.tests.length).toBeLessThan(edges / 3);
    expect(planned.steps).toBe(planned.tests.reduce((total, { steps }) => total + steps.length, 0));
  }
});

test("the same instance has the same tests", () => {
  const named = () => tours(three).tests.map(({ steps }) => steps.map(({ name, args }) => [name, args]));
  expect(named()).toEqual(named());
});

test("several initial states, and the instance's bounds", () => {
  const replicas = { replicas: 2, write: 1, read: 1, tolerated: 1, clients: [["write"]] } as const;
  const all = tours(instance(quorumRegister, replicas));
  expect(new Set(all.tests.map(({ initial }) => initial)).size).toBe(4);
  const up = tours(
    instance(quorumRegister, replicas, { within: (s) => s.replica[all.instance.spec.state.replica.keys.values[0]].up }),
  );
  expect(new Set(up.tests.map(({ initial }) => initial)).size).toBe(2);
  expect(up.edges).toBeLessThan(all.edges);
});

test("too many states are refused, not cut", () => {
  expect(() => tours(three, { states: 100 })).toThrow("more than 100 states");
});

/** Two-phase commit with variables of its own, which a test leads along. */
class Cluster {
  phase: ("working" | "prepared" | "committed" | "aborted")[] = [];
  decision: "init" | "committed" | "aborted" = "init";
  votes: number[] = [];
  outcome: "Commit" | "Abort" | undefined;
}
interface Bug {
  readonly forgets?: boolean;
  readonly neverAborts?: boolean;
}

const driver = ({ forgets, neverAborts }: Bug = {}): Driver<TwoPhase> => {
  const RM = two.spec.state.rm.keys;
  const at = (rm: (typeof RM.values)[number]) => RM.values.indexOf(rm);
  let cluster = new Cluster();
  return {
    start: () => {
      cluster = new Cluster();
      cluster.phase = RM.values.map(() => "working");
    },
    actions: {
      rmPrepare: ({ rm }) => {
        cluster.phase[at(rm)] = "prepared";
      },
      rmChooseToAbort: ({ rm }) => {
        cluster.phase[at(rm)] = "aborted";
      },
      tmReceivePrepared: ({ rm }) => {
        cluster.votes = [...new Set([...cluster.votes, at(rm)])];
      },
      tmCommit: () => {
        cluster.decision = "committed";
        cluster.outcome = "Commit";
      },
      tmAbort: neverAborts
        ? "not offered: it never gives up"
        : () => {
            cluster.decision = "aborted";
            cluster.outcome = "Abort";
          },
      rmReceiveCommit: ({ rm }) => {
        // The bug: whoever is the second to hear of it does nothing.
        if (forgets && cluster.phase.includes("committed")) return;
        cluster.phase[at(rm)] = "committed";
      },
      rmReceiveAbort: ({ rm }) => {
        if (cluster.outcome !== "Abort") return "not offered";
        cluster.phase[at(rm)] = "aborted";
      },
    },
    view: () => ({
      rm: (rm) => ({ state: cluster.phase[at(rm)] }),
      tm: { state: cluster.decision, prepared: cluster.votes.map((i) => RM.values[i]) },
      messages: { has: cluster.outcome ? [{ type: cluster.outcome }] : [], lacks: cluster.outcome ? [] : [{ type: "Commit" }] },
    }),
  };
};

test("an implementation that does as the spec says is led along every step", () => {
  const result = replayTours(tours(two), driver());
  expect(result).toMatchObject({
    verdict: "conforms",
    edges: 153,
    replayed: 153,
    notOffered: 0,
    unreached: 0,
    neverOffered: [],
  });
});

test("what is not offered is counted by action and reason, and so is what lies behind it alone", () => {
  const result = replayTours(tours(two), driver({ neverAborts: true }));
  expect(result).toMatchObject({ verdict: "conforms", neverOffered: ["tmAbort", "rmReceiveAbort"] });
  expect(result.notOffered).toBeGreaterThan(0);
  expect(result.unreached).toBeGreaterThan(0);
  expect(result.replayed + result.notOffered + result.unreached).toBe(153);
  expect(result.refusals).toEqual([{ action: "tmAbort", why: "it never gives up", edges: result.notOffered }]);
  expect(toursLines(result, nothingAround)).toContain(`           ${result.notOffered} tmAbort: it never gives up`);
});

test("of what offers nothing, nothing is said", () => {
  const mute = { ...driver(), start: () => "not offered" as const };
  expect(replayTours(tours(two), mute)).toMatchObject({ verdict: "inconclusive", replayed: 0, tests: 0 });
});

test("a step that comes out otherwise is a divergence", () => {
  const result = replayTours(tours(two), driver({ forgets: true }));
  expect(result).toMatchObject({
    verdict: "diverges",
    divergence: { differences: [{ observed: "prepared", spec: "committed" }] },
  });
  const around = { ...nothingAround, spec: two.spec };
  expectGolden("conform/tours-bug", `${toursLines({ ...result, seconds: 0 }, around).join("\n")}\n`);
});

test("a driver that lacks an action is refused", () => {
  const { tmAbort: _, ...actions } = driver().actions;
  const incomplete = { ...driver(), actions } as unknown as Driver<TwoPhase>;
  expect(() => replayTours(tours(two), incomplete)).toThrow(
    'the driver of two-phase-commit/2 has no action "tmAbort"; there are the actions',
  );
});
