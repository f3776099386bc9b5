import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brokenPromise } from "../../../checker/liveness/broken-promise.ts";
import type { Fairness, Kind } from "../../../checker/liveness/fairness.ts";
import type { Lasso } from "../../../checker/liveness/lasso.ts";
import type { Promised } from "../../../checker/liveness/question.ts";
import { GraphBuilder, type StateGraph } from "../../../checker/liveness/state-graph.ts";
import { edgesOf, isBroken } from "./brute-force.ts";

const LABELS = 3;
const KINDS = ["eventually", "leadsTo", "infinitelyOften", "eventuallyAlways"] as const;

/** `steps`: from, to, label. */
const graphOf = (
  states: number,
  initial: readonly number[],
  steps: readonly (readonly [number, number, number])[],
): StateGraph => {
  const builder = new GraphBuilder(initial);
  for (let state = 0; state < states; state++) {
    for (const [from, to, label] of steps) if (from === state) builder.step(to, label);
    builder.end();
  }
  return builder.graph();
};

const arbitraryCase = fc.integer({ min: 1, max: 5 }).chain((states) => {
  const state = fc.nat(states - 1);
  const bits = fc.array(fc.boolean(), { minLength: states, maxLength: states }).map((all) => Uint8Array.from(all, Number));
  return fc.record({
    graph: fc
      .tuple(
        fc.uniqueArray(state, { minLength: 1, maxLength: 2 }),
        fc.array(fc.tuple(state, state, fc.nat(LABELS - 1)), { maxLength: 9 }),
      )
      .map(([initial, steps]) => graphOf(states, initial, steps)),
    fairness: fc.record({
      kinds: fc.array(fc.constantFrom<Kind[]>("weak", "strong"), { minLength: 2, maxLength: 2 }),
      constraintOf: fc
        .array(fc.integer({ min: -1, max: 1 }), { minLength: LABELS, maxLength: LABELS })
        .map((of) => Int32Array.from(of)),
    }),
    promised: fc.record({ kind: fc.constantFrom(...KINDS), raised: bits, met: bits }),
  });
});

/** Whether the lasso is a run of the graph, is fair, and breaks the promise, told by definition. */
const isWitness = (graph: StateGraph, fairness: Fairness, { kind, raised, met }: Promised, { stem, cycle }: Lasso): boolean => {
  const edges = edgesOf(graph);
  const { states, labels } = cycle;
  const follows = (from: number, to: number) => edges.some((edge) => edge.from === from && edge.to === to);
  const round = labels.map((label, i) => ({ from: states[i], to: states[(i + 1) % states.length], label }));
  const isRun = graph.initial.includes(stem[0]) && stem.slice(1).every((to, i) => follows(stem[i], to));
  const isClosed =
    stem.at(-1) === states[0] &&
    (labels.length === states.length || (labels.length === 0 && states.length === 1)) &&
    round.every((step) => edges.some((edge) => edge.from === step.from && edge.to === step.to && edge.label === step.label));
  const isFair = fairness.kinds.every((fair, constraint) => {
    const under = edges.filter(({ label }) => fairness.constraintOf[label] === constraint);
    const isEnabled = (state: number) => under.some(({ from }) => from === state);
    const isTaken = round.some(({ label }) => fairness.constraintOf[label] === constraint);
    return isTaken || (fair === "weak" ? !states.every(isEnabled) : !states.some(isEnabled));
  });
  const unmet = (state: number) => met[state] === 0;
  const run = [...stem, ...states];
  const isBreaking = {
    eventually: () => run.every(unmet),
    leadsTo: () => run.some((state, i) => raised[state] === 1 && run.slice(i).every(unmet)),
    infinitelyOften: () => states.every(unmet),
    eventuallyAlways: () => states.some(unmet),
  }[kind]();
  return isRun && isClosed && isFair && isBreaking;
};

describe("against every run of small graphs", () => {
  test("a promise is broken exactly when some fair run breaks it, and the run that is shown is one", () => {
    const seen = { broken: 0, kept: 0 };
    fc.assert(
      fc.property(arbitraryCase, ({ graph, fairness, promised }) => {
        const lasso = brokenPromise(graph, fairness, promised);
        const expected = isBroken(graph, fairness, promised);
        seen[expected ? "broken" : "kept"]++;
        expect(lasso !== undefined).toBe(expected);
        if (lasso) expect(isWitness(graph, fairness, promised, lasso)).toBe(true);
      }),
      { numRuns: 6_000 },
    );
    expect(Math.min(seen.broken, seen.kept)).toBeGreaterThan(1_000);
  });
});

const NONE: Fairness = { kinds: [], constraintOf: Int32Array.of(-1, -1, -1) };
const fair = (...kinds: Kind[]): Fairness => ({
  kinds,
  constraintOf: Int32Array.from([0, 1, 2], (label) => (label < kinds.length ? label : -1)),
});
const states = (count: number, ...marked: number[]) =>
  Uint8Array.from({ length: count }, (_, state) => Number(marked.includes(state)));

describe("traps", () => {
  test("staying for ever is a run, unless fairness forbids it", () => {
    const graph = graphOf(2, [0], [[0, 1, 0]]);
    const promised: Promised = { kind: "eventually", raised: states(2), met: states(2, 1) };
    expect(brokenPromise(graph, NONE, promised)).toEqual({ stem: [0], cycle: { states: [0], labels: [] } });
    expect(brokenPromise(graph, fair("weak"), promised)).toBeUndefined();
  });

  test("a cycle back to a state that was known long before is seen", () => {
    const graph = graphOf(
      4,
      [0],
      [
        [0, 1, 0],
        [1, 2, 0],
        [2, 0, 0],
        [2, 3, 1],
      ],
    );
    const promised: Promised = { kind: "eventually", raised: states(4), met: states(4, 3) };
    expect(brokenPromise(graph, fair("weak", "weak"), promised)).toEqual({
      stem: [0],
      cycle: { states: [0, 1, 2], labels: [0, 0, 0] },
    });
    expect(brokenPromise(graph, fair("weak", "strong"), promised)).toBeUndefined();
  });

  test("two ways into one state, of which one alone has met the promise", () => {
    const graph = graphOf(
      4,
      [0],
      [
        [0, 1, 0],
        [0, 2, 0],
        [1, 3, 0],
        [2, 3, 0],
      ],
    );
    const promised: Promised = { kind: "eventually", raised: states(4), met: states(4, 1) };
    expect(brokenPromise(graph, fair("weak"), promised)).toEqual({ stem: [0, 2, 3], cycle: { states: [3], labels: [] } });
  });

  test("weak fairness asks for nothing that is disabled again and again", () => {
    const graph = graphOf(
      3,
      [0],
      [
        [0, 1, 1],
        [1, 0, 1],
        [0, 2, 0],
      ],
    );
    const promised: Promised = { kind: "eventually", raised: states(3), met: states(3, 2) };
    expect(brokenPromise(graph, fair("weak", "weak"), promised)).toEqual({
      stem: [0],
      cycle: { states: [0, 1], labels: [1, 1] },
    });
    expect(brokenPromise(graph, fair("strong", "weak"), promised)).toBeUndefined();
  });

  test("always at last, but not for ever", () => {
    const graph = graphOf(
      2,
      [0],
      [
        [0, 1, 0],
        [1, 0, 0],
      ],
    );
    const met = states(2, 1);
    expect(brokenPromise(graph, fair("weak"), { kind: "infinitelyOften", raised: states(2), met })).toBeUndefined();
    expect(brokenPromise(graph, fair("weak"), { kind: "eventuallyAlways", raised: states(2), met })).toEqual({
      stem: [0],
      cycle: { states: [0, 1], labels: [0, 0] },
    });
  });

  test("a long way there and a long way round", () => {
    const most = 200_000;
    const way = Array.from({ length: most }, (_, state) => state);
    const builder = new GraphBuilder([0]);
    for (const state of way) {
      builder.step((state + 1) % most, 0);
      builder.end();
    }
    const promised: Promised = { kind: "eventuallyAlways", raised: states(most), met: new Uint8Array(most).fill(1) };
    promised.met[most - 1] = 0;
    const round = brokenPromise(builder.graph(), fair("weak"), promised)!;
    expect([round.stem, round.cycle.states.length]).toEqual([[0], most]);
    const last: Promised = { kind: "leadsTo", raised: promised.met.map((met) => 1 - met), met: states(most) };
    expect(brokenPromise(builder.graph(), NONE, last)?.stem).toEqual(way);
  });
});
