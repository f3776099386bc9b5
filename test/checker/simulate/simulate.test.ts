import { describe, expect, test } from "vitest";
import { replay } from "../../../checker/replay.ts";
import type { Guide } from "../../../checker/simulate/guide.ts";
import { simulate } from "../../../checker/simulate/simulate.ts";
import type { SimulateResult } from "../../../checker/simulate/simulate-result.ts";
import * as twoPhaseCommit from "../../../specs/commit/two-phase-commit.instances.ts";
import * as paxos from "../../../specs/consensus/paxos.instances.ts";
import * as raft from "../../../specs/consensus/raft/raft.instances.ts";
import { instance, oneOf, range, spec } from "../../../specs/language/index.ts";
import { endless, erroneous, good } from "../cli/specs/counters.ts";
import { UNSTEADY } from "../compile/constructs/unsteady.ts";
import { serversWith } from "../compile/specimens/servers.ts";
import { expectedOf } from "./oracle.ts";

/** All that does not depend on the clock. */
const facts = ({ seconds: _, stepsPerSecond: __, ...rest }: SimulateResult) => rest;

describe("a seed", () => {
  const cases = ["uniform", "rare", "swarm", "fresh", "mixed"] as const;
  test.for(cases)("gives the same runs again, drawn %s, however much is remembered of them", async (guide) => {
    const options = { seed: 11, runs: 300, depth: 40, guide };
    const once = facts(await simulate(paxos.threeBallots, options));
    expect(facts(await simulate(paxos.threeBallots, options))).toEqual(once);
    const { cut: _, ...counts } = once;
    expect(facts(await simulate(paxos.threeBallots, { ...options, memory: 0.001 }))).toMatchObject(counts);
    expect(facts(await simulate(paxos.threeBallots, { ...options, seed: 12 })).actions).not.toEqual(once.actions);
  });

  test("gives the same violation again, by the number of the run that it was found in", async () => {
    const options = { seed: 5, guide: "mixed" } as const;
    const first = await simulate(twoPhaseCommit.commitsEarly, { ...options, runs: 1_000 });
    const again = await simulate(twoPhaseCommit.commitsEarly, { ...options, runs: first.found!.run });
    expect(first.verdict).toBe("violated");
    expect(facts(again)).toEqual(facts(first));
    const before = await simulate(twoPhaseCommit.commitsEarly, { ...options, runs: Math.max(1, first.found!.run - 1) });
    if (first.found!.run > 1) expect(before.verdict).toBe("incomplete");
  });

  test("is chosen, and told, where none is given", async () => {
    const [one, other] = [await simulate(good, { runs: 1 }), await simulate(good, { runs: 1 })];
    expect(one.seed).not.toBe(other.seed);
    expect(facts(await simulate(good, { runs: 1, seed: one.seed }))).toEqual(facts(one));
  });
});

describe("what is drawn, all steps alike", () => {
  const cases = [
    [twoPhaseCommit.two, 6],
    [twoPhaseCommit.three, 30],
    [good, 7],
  ] as const;
  test.for(cases)("comes out as the reference engine has it", async ([instance, depth]) => {
    const runs = 40_000;
    const expected = expectedOf(instance, depth);
    const found = await simulate(instance, { seed: 3, runs, depth, guide: "uniform" });
    expect(found.verdict).toBe("incomplete");
    for (const [name, chance] of Object.entries(expected.witnesses)) {
      const deviation = Math.sqrt((chance * (1 - chance)) / runs);
      expect(Math.abs(found.witnesses[name] / runs - chance), name).toBeLessThanOrEqual(4 * deviation);
    }
    for (const [name, mean] of Object.entries(expected.actions)) {
      // An action is taken at most `depth` times a run, so that its deviation is at most so much.
      expect(Math.abs(found.actions[name] / runs - mean), name).toBeLessThanOrEqual((2 * depth) / Math.sqrt(runs));
    }
  });
});

describe("what is drawn, rather rare actions", () => {
  test("reaches what uniform runs hardly do", async () => {
    const share = async (guide: "uniform" | "rare") => {
      const { witnesses, runs } = await simulate(raft.three, { seed: 1, runs: 2_000, guide });
      return witnesses.committed / runs;
    };
    expect(await share("uniform")).toBeLessThan(0.02);
    expect(await share("rare")).toBeGreaterThan(0.05);
  });

  test("comes by more states, if it goes where few runs went, or each run has its likes", async () => {
    const distinct = async (guide: Guide) => (await simulate(raft.readIndex, { seed: 1, runs: 2_000, guide })).distinct;
    const [uniform, swarm, fresh] = [await distinct("uniform"), await distinct("swarm"), await distinct("fresh")];
    expect(swarm).toBeGreaterThan(0.5 * uniform);
    expect(fresh).toBeGreaterThan(1.2 * uniform);
  });
});

describe("how runs end, and what they cover", () => {
  test("at their depth, or where nothing more changes", async () => {
    const { ended, longest, steps, runs } = await simulate(twoPhaseCommit.two, { seed: 1, runs: 500, depth: 3 });
    expect(ended).toEqual({ depth: 500, nothing: 0, bounds: 0 });
    expect([longest, steps, runs]).toEqual([3, 1_500, 500]);
    expect((await simulate(twoPhaseCommit.two, { seed: 1, runs: 500 })).ended).toEqual({ depth: 0, nothing: 500, bounds: 0 });
  });

  test("actions that no run took, and witnesses that none reached", async () => {
    const { actions, witnesses, verdict, properties } = await simulate(twoPhaseCommit.six, { seed: 1, runs: 3, depth: 4 });
    expect(verdict).toBe("incomplete");
    expect(actions).toMatchObject({ tmCommit: 0, rmReceiveCommit: 0 });
    expect(witnesses.everyoneCommits).toBe(0);
    expect(properties.consistent).toEqual({ kind: "invariant", verdict: "incomplete" });
    expect(properties.everyoneCommits).toEqual({ kind: "witness", verdict: "incomplete" });
  });

  test("witnesses that the last state reaches, which breaks a promise", async () => {
    const rising = (constants: { from: number }) =>
      spec({
        name: "rising",
        state: { n: range(0, 3) },
        init: { n: constants.from },
        actions: {
          up: {
            guard: (s) => s.n < 3,
            effect: (s) => {
              s.n += 1;
            },
          },
        },
        invariants: { low: (s) => s.n < 2 },
        witnesses: { one: (s) => s.n === 1, two: (s) => s.n === 2 },
      });
    const reached = async (from: number, options = {}) => {
      const { verdict, witnesses, properties } = await simulate(instance(rising, { from }, options), { seed: 1 });
      return [verdict, witnesses.one, witnesses.two, properties.two.verdict];
    };
    expect(await reached(0)).toEqual(["violated", 1, 1, "verified"]);
    expect(await reached(2)).toEqual(["violated", 0, 1, "verified"]);
    expect(await reached(0, { within: (s: { n: number }) => s.n < 2 })).toEqual(["violated", 1, 0, "incomplete"]);
    expect(await reached(0, { outOfReach: ["one"] })).toEqual(["error", 1, 0, "incomplete"]);
  });

  test("actions that have no effect, but not those that no run happened to take", async () => {
    const walking = () =>
      spec({
        name: "walking",
        state: { n: range(0, 9) },
        init: { n: 0 },
        actions: {
          one: {
            guard: (s) => s.n < 9,
            effect: (s) => {
              s.n += 1;
            },
          },
          two: {
            guard: (s) => s.n < 8,
            effect: (s) => {
              s.n += 2;
            },
          },
          idle: { effect: () => {} },
        },
      });
    const { actions, offeredOnly } = await simulate(instance(walking, {}), { seed: 1, runs: 1, depth: 1 });
    expect(actions.one + actions.two).toBe(1);
    expect(offeredOnly).toEqual(["idle"]);
  });

  test("steps that a bound cuts, from each state once", async () => {
    const { cut, ended, distinct } = await simulate(good, { seed: 1, runs: 2_000 });
    // Both may not be at three: the two states with three and two have one step each to there.
    expect(cut).toEqual({ lagging: 2 });
    expect(ended).toEqual({ depth: 2_000, nothing: 0, bounds: 0 });
    expect(distinct).toBe(15);
  });

  test("one run, to be looked at", async () => {
    const { shown, runs } = await simulate(twoPhaseCommit.three, { seed: 9, run: 17 });
    expect(runs).toBe(17);
    expect(shown).toMatchObject({ verdict: "incomplete", target: "two-phase-commit/3" });
    expect(shown!.steps[0].action).toBe("init");
    expect(shown!.steps.length).toBeGreaterThan(3);
    expect((await simulate(twoPhaseCommit.three, { seed: 9, run: 17 })).shown).toEqual(shown);
    expect((await simulate(twoPhaseCommit.three, { seed: 9, run: 18 })).shown).not.toEqual(shown);
  });

  test("one run, to be looked at, ends when its time is up or by an interruption, and is shown as far as it came", async () => {
    const long = { seed: 1, run: 1, depth: 1e9 };
    const timed = await simulate(endless, { ...long, seconds: 0.3 });
    expect(timed).toMatchObject({ verdict: "incomplete", stoppedBy: "time", runs: 0 });
    expect(timed.seconds).toBeLessThan(2);
    const { shown } = await simulate(endless, { ...long, depth: 20 });
    expect(timed.shown!.steps.slice(0, 21)).toEqual(shown!.steps);
    expect(replay(timed.shown!, endless)).toMatchObject({ confirmed: true });
    const interrupted = await simulate(endless, { ...long, signal: AbortSignal.timeout(300) });
    expect(interrupted).toMatchObject({ verdict: "incomplete", stoppedBy: "interrupted", runs: 0 });
    expect(interrupted.shown!.steps.length).toBeGreaterThan(1);
  });

  test("one run, to be looked at, by the steps that it took, though others lead to the same states", async () => {
    const doubled = () =>
      spec({
        name: "doubled",
        state: { n: range(0, 30) },
        init: { n: 0 },
        actions: {
          one: {
            guard: (s) => s.n < 30,
            effect: (s) => {
              s.n += 1;
            },
          },
          other: {
            params: { by: oneOf("a", "b") },
            guard: (s) => s.n < 30,
            effect: (s) => {
              s.n += 1;
            },
          },
        },
        terminal: () => true,
      });
    const { shown, actions } = await simulate(instance(doubled, {}), { seed: 1, run: 1, guide: "uniform" });
    const steps = shown!.steps.slice(1);
    const times = (name: string) => steps.filter(({ action }) => action === name).length;
    expect({ one: times("one"), other: times("other") }).toEqual(actions);
    expect(actions.one).toBeGreaterThan(0);
    expect(actions.other).toBeGreaterThan(0);
    expect(new Set(steps.map(({ args }) => args.by))).toEqual(new Set([undefined, "a", "b"]));
  });

  test("one run, to be looked at, that begins beyond a bound", async () => {
    const beyond = { ...good, options: { ...good.options, within: () => false } };
    const { shown, verdict, message, ended } = await simulate(beyond, { seed: 1, run: 2 });
    expect({ verdict, message, ended }).toEqual({
      verdict: "incomplete",
      message: undefined,
      ended: { depth: 0, nothing: 0, bounds: 2 },
    });
    expect(shown!.steps.map(({ action }) => action)).toEqual(["init"]);
  });
});

describe("a spec that is wrong", () => {
  test("a witness that is declared out of reach, and is not", async () => {
    const beyond = { ...good, options: { ...good.options, outOfReach: ["someoneArrives"] } };
    expect(await simulate(beyond, { seed: 1 })).toMatchObject({
      verdict: "error",
      message:
        "counters/good declares the witness someoneArrives out of reach, and 3 actions reach it. Take it off outOfReach.",
      violations: [{ property: "someoneArrives", kind: "witness" }],
      found: { shown: 3, isShortest: true },
    });
  });

  test("a write beyond its domain, with a run to it", async () => {
    const { verdict, message, violations } = await simulate(erroneous, { seed: 1 });
    expect(verdict).toBe("error");
    expect(message).toContain("counter[counter1].count was set to 4, outside range(0, 3)");
    expect(violations[0].steps.length).toBe(4);
  });

  test.for(Object.entries(UNSTEADY))("%s", async ([, construct]) => {
    const { verdict, message } = await simulate(serversWith(construct()), { seed: 1, runs: 3_000 });
    expect({ verdict, message }).toMatchObject({ verdict: "error", message: expect.stringMatching(/./) });
    expect(message).not.toMatch(/internal|unexpected/);
  });
});

describe("an end before all runs are through", () => {
  test("by the time", async () => {
    const result = await simulate(paxos.threeBallots, { runs: 1e9, seconds: 0.2 });
    expect(result).toMatchObject({ verdict: "incomplete", stoppedBy: "time" });
    expect(result.runs).toBeGreaterThan(0);
    expect(result.seconds).toBeLessThan(5);
  });

  test("by a signal, with progress until then", async () => {
    const controller = new AbortController();
    let told = 0;
    const onProgress = ({ runs }: { readonly runs: number }) => {
      told = runs;
      controller.abort();
    };
    const result = await simulate(paxos.threeBallots, { runs: 1e9, signal: controller.signal, onProgress });
    expect(result).toMatchObject({ verdict: "incomplete", stoppedBy: "interrupted" });
    expect(result.runs).toBeGreaterThanOrEqual(told);
  });
});

describe("a call that means nothing", () => {
  const cases = [
    [{ runs: 0 }, "runs is 0. Give a whole number, at least 1, or leave it out."],
    [{ depth: 1.5 }, "depth is 1.5. Give a whole number, at least 1, or leave it out."],
    [{ run: -1 }, "run is -1. Give a whole number, at least 1, or leave it out."],
    [{ seed: -1 }, "the seed is -1. Give a whole number from 0 to 2^53 - 1, or leave it out."],
    [{ seconds: 0 }, "the limit seconds is 0. Give a positive number, or leave it out."],
    [{ guide: "odd" as never }, 'there is no guide "odd"; there are mixed, uniform, rare, swarm, fresh.'],
  ] as const;
  test.for(cases)("%j", async ([options, message]) => {
    expect(await simulate(good, options)).toMatchObject({ verdict: "error", message });
  });

  test("a property that there is not, or no instance", async () => {
    const misnamed = await simulate(good, { properties: ["someoneLag"] });
    expect(misnamed).toMatchObject({ verdict: "error", message: expect.stringContaining("someoneLags") });
    expect(await simulate(undefined as never)).toMatchObject({ verdict: "error", target: "unknown" });
  });
});
