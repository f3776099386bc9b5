import { describe, expect, test } from "vitest";
import type { Cluster, Event } from "../../../../impl/runtime/cluster.ts";
import { textOf } from "../../../../impl/runtime/plain-data.ts";
import { shrink } from "../../../../impl/runtime/simulator/shrink.ts";
import { simulate } from "../../../../impl/runtime/simulator/simulate.ts";
import type { Simulation } from "../../../../impl/runtime/simulator/simulation.ts";
import { system } from "../../../../impl/runtime/system.ts";
import { append, reply, type Script, type Scripted, scripted, send } from "../scripted.ts";
import type { Tally } from "../tally.ts";
import { counting, transcript, watched } from "./watched.ts";

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

describe("a run is a function of its seed, and of its tape", () => {
  const first = watched(counting(), { seed: 5 });

  test("the same seed gives the same run, another one another", () => {
    expect(first.steps.length).toBeGreaterThan(50);
    const again = watched(counting(), { seed: 5 });
    expect(transcript(again.steps)).toEqual(transcript(first.steps));
    expect(again.outcome).toEqual(first.outcome);
    expect(transcript(watched(counting(), { seed: 6 }).steps)).not.toEqual(transcript(first.steps));
  });

  test("the tape gives the same run, and the same tape", () => {
    const replayed = watched(counting(), { tape: first.outcome.tape });
    expect(transcript(replayed.steps)).toEqual(transcript(first.steps));
    expect(replayed.outcome).toEqual(first.outcome);
  });

  test("whoever watches changes nothing", () => {
    const { observe: _, ...alone } = counting();
    expect(simulate(alone, { seed: 5 })).toEqual(first.outcome);
    expect(simulate({ ...alone, checked: true }, { seed: 5 })).toEqual(first.outcome);
  });

  test("an empty tape is a run without faults, in which each client is answered once", () => {
    const { outcome } = watched(counting(), { tape: [] });
    expect(outcome.failure).toBeUndefined();
    expect(outcome.statistics).toMatchObject({ asked: 3, answered: 3 });
    expect(Object.values(outcome.statistics.faults)).toEqual(Object.values(outcome.statistics.faults).map(() => 0));
  });
});

describe("the explorer's world and the simulator's are one", () => {
  /** The state that the explorer would have, with this much left of everything. */
  const asExplored = ({ nodes, network, requests, replies }: Cluster<Tally>, open: number) => {
    const sorted = <T>(bag: readonly T[]) => [...bag].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
    const left = { requests: [open], crashes: 1, losses: 1, duplicates: 1, timers: 1 };
    return { nodes, network: sorted(network), requests: sorted(requests), replies: sorted(replies), left };
  };
  const explorer = ({ nodes, core }: Simulation<Tally>, step: Event<Tally>) => {
    const requests = step.action === "request" ? [{ ...step.args, to: step.args.node }] : [];
    return system({ core, nodes, requests, keepsDiscarded: true });
  };

  test.each(seeds(12))("seed %i: each step is one of the explorer's, and leads to the same state", (seed) => {
    const simulation = counting();
    const { steps } = watched(simulation, { seed });
    expect(asExplored(steps[0].before, 0).nodes).toEqual([...explorer(simulation, steps[0]).initial()][0].nodes);
    for (const step of steps) {
      const { successors } = explorer(simulation, step);
      const before = asExplored(step.before, step.action === "request" ? 1 : 0);
      const isKnown =
        step.action === "request" &&
        step.before.replies.some(({ session, seq }) => session === step.args.session && seq === step.args.seq);
      if (isKnown) continue;
      const found = [...successors(before)].find(
        ({ action, args }) => action === step.action && textOf(args) === textOf(step.args),
      );
      if (found === undefined) throw new Error(`no step ${step.action} ${textOf(step.args)} from ${textOf(before)}`);
      const { left: _, ...after } = found.state;
      const { left: __, ...observed } = asExplored(step.after, 0);
      expect(observed).toEqual(after);
      expect(step.effects).toEqual(found.effects);
    }
  });

  test("what was shown before a step is what was shown after the one before it, and does not change any more", () => {
    const texts: string[] = [];
    const { steps } = watched(
      { ...counting(), observe: () => ({ step: ({ after }) => void texts.push(textOf(after)) }) },
      { seed: 3 },
    );
    expect(steps.map(({ after }) => textOf(after))).toEqual(texts);
    for (let i = 1; i < steps.length; i++) expect(steps[i].before).toBe(steps[i - 1].after);
  });
});

describe("a healed cluster", () => {
  test("that asks only once for what may be lost gets nowhere, and it is said who waits for what", () => {
    const failures = seeds(30).map((seed) => simulate(counting("primary never asks again"), { seed }).failure);
    const stuck = failures.filter((failure) => failure?.kind === "no progress");
    expect(stuck.length).toBeGreaterThan(5);
    expect(stuck[0]?.what).toMatch(
      /^A healed cluster got nowhere in 60000 virtual milliseconds: session "c\d" waits for the answer to request \d+, last asked of p/,
    );
    expect(stuck[0]?.stuck?.length).toBeGreaterThan(0);
  });

  test("has to settle as well", () => {
    const unsettled = ({ network }: Cluster<Tally>) => (network.length >= 0 ? "peace" : undefined);
    const { failure } = simulate({ ...counting(), unsettled }, { seed: 1 });
    expect(failure).toMatchObject({ kind: "no progress", stuck: ["peace"] });
    const isQuiet = ({ network }: Cluster<Tally>) => (network.length > 0 ? "messages are under way" : undefined);
    expect(simulate({ ...counting(), unsettled: isQuiet }, { seed: 1 }).failure).toBeUndefined();
  });

  test("whose clients give up has to answer one of their new sessions", () => {
    const { workload, ...rest } = counting();
    const run = { ...rest, workload: { ...workload, impatient: "gives up" as const } };
    const outcomes = seeds(60).map((seed) => simulate(run, { seed }));
    expect(outcomes.filter(({ failure }) => failure !== undefined)).toEqual([]);
    const sessions = new Set<string>();
    const observe = () => ({
      step: ({ after }: { after: Cluster<Tally> }) => void after.requests.forEach(({ session }) => sessions.add(session)),
    });
    for (const seed of seeds(20)) simulate({ ...run, observe }, { seed });
    expect([...sessions].some((session) => session.includes("."))).toBe(true);
  });
});

describe("a mistake", () => {
  const run = counting("backup answers before its disk");

  test("is found, and its run shrinks to the one crash that matters", () => {
    const found = seeds(200)
      .map((seed) => simulate(run, { seed }))
      .filter(({ failure }) => failure !== undefined);
    expect(found.length).toBeGreaterThan(10);
    expect(found.every(({ failure }) => failure?.kind === "observed")).toBe(true);
    const lengths = found.slice(0, 5).map(({ tape }) => {
      const shrunk = shrink(tape, (shorter) => simulate(run, { tape: shorter }).failure?.kind === "observed");
      const { outcome, steps } = watched(run, { tape: shrunk });
      expect(outcome.failure?.what).toMatch(/^number \d+ was told to c\d, and is lost$/);
      expect(steps.filter(({ action }) => action === "crash")).toHaveLength(1);
      expect(shrunk).toEqual(shrink(tape, (shorter) => simulate(run, { tape: shorter }).failure?.kind === "observed"));
      return { entries: shrunk.filter((entry) => entry > 0).length, steps: steps.length };
    });
    for (const { entries, steps } of lengths) {
      expect(entries).toBeLessThanOrEqual(6);
      expect(steps).toBeLessThanOrEqual(12);
    }
  });

  const one = (script: Script): Simulation<Scripted> => ({
    core: scripted,
    nodes: { a: script },
    workload: {
      clients: 1,
      requests: 0,
      next: () => ({ to: "a", command: { type: "do", what: "it" } }),
      patience: 100,
      impatient: "gives up",
    },
    faults: { loss: 0, duplication: 0, delay: 0 },
  });

  test("of the core ends the run, and says where", () => {
    const { failure } = simulate(one({ "do it": [append(2, "x")] }), { tape: [] });
    expect(failure).toMatchObject({ kind: "contract", event: 0 });
    expect(failure?.what).toBe("scripted, node a: the effect `append` numbers its records from 2, but the log goes on at 1.");
    expect(
      simulate(one({ "do it": [reply("it", 0), { ...reply("it", 0), seq: 9 } as never] }), { tape: [] }).failure?.what,
    ).toContain("which nobody made");
  });

  test("that throws is a failure, too; one of the observer is not", () => {
    const broken = {
      ...scripted,
      step: () => {
        throw new Error("oh");
      },
    };
    const { failure } = simulate({ ...one({}), core: broken }, { tape: [] });
    expect(failure).toMatchObject({ kind: "threw", what: expect.stringMatching(/^node a, step on \{.*"do".*\}: oh$/) });
    const observe = () => ({
      step: () => {
        throw new Error("mine");
      },
    });
    expect(() => simulate({ ...one({}), observe }, { tape: [] })).toThrow("mine");
  });

  test("that never ends is one of too many steps", () => {
    const forever = one({ "do it": [send("a", "x", 0)], "note x": [send("a", "x", 0)] });
    expect(simulate({ ...forever, events: 500 }, { tape: [] }).failure).toMatchObject({ kind: "endless", event: 501 });
  });
});

test("choices are drawn, as steps of their own", () => {
  const drawn = new Set<number>();
  for (const seed of seeds(60)) {
    const run: Simulation<Scripted> = {
      core: scripted,
      nodes: { a: { "do it": [{ kind: "choose", label: "die", of: 6 }] } },
      workload: {
        clients: 1,
        requests: 1,
        next: () => ({ to: "a", command: { type: "do", what: "it" } }),
        patience: 100,
        impatient: "gives up",
      },
      observe: () => ({
        step: ({ action, args, before }) => {
          if (action === "choice") drawn.add(args.index);
          return action !== "choice" && before.nodes.a.choice !== undefined ? "something came before the choice" : undefined;
        },
      }),
      events: 30,
    };
    expect(simulate(run, { seed }).failure?.kind).toBe("endless");
  }
  expect([...drawn].sort()).toEqual(seeds(6));
});

test("a workload that asks a stranger is told so", () => {
  const { workload, ...rest } = counting();
  const run = { ...rest, workload: { ...workload, next: () => ({ to: "q", command: { type: "count" } as const }) } };
  expect(() => simulate(run, { seed: 1 })).toThrow('The workload\'s `next` asks "q"; the nodes are p, b.');
});
