import { describe, expect, test } from "vitest";
import { simulate } from "../../../../impl/runtime/simulator/simulate.ts";
import type { FaultKind } from "../../../../impl/runtime/simulator/statistics.ts";
import { counting, watched } from "./watched.ts";

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

describe("what goes wrong", () => {
  const crowded = { ...counting(), workload: { ...counting().workload, clients: 8 }, faults: { latency: 100 } };

  test("every kind of fault occurs, and is counted", () => {
    const total: Partial<Record<FaultKind, number>> = {};
    const steps: Record<string, number> = {};
    for (const seed of seeds(150)) {
      const { statistics, failure } = simulate(crowded, { seed });
      expect(failure).toBeUndefined();
      for (const [kind, count] of Object.entries(statistics.faults) as [FaultKind, number][])
        total[kind] = (total[kind] ?? 0) + count;
      for (const [kind, count] of Object.entries(statistics.steps)) steps[kind] = (steps[kind] ?? 0) + count;
      expect(statistics.events).toBe(Object.values(statistics.steps).reduce((a, b) => a + b));
    }
    expect(Object.entries(total).filter(([, count]) => count === 0)).toEqual([]);
    expect(steps.crash).toBe(total.crash);
    expect(steps.duplicate).toBe(total.duplication);
    expect(steps.lose).toBeGreaterThan((total.loss ?? 0) + (total.partition ?? 0));
  });

  test.each<[FaultKind, object]>([
    ["loss", { loss: 0.5 }],
    ["duplication", { duplication: 0.5 }],
    ["delay", { delay: 0.5 }],
    ["reordering", { latency: 100, duplication: 0.3 }],
    ["partition", { partitions: 5 }],
    ["pause", { pauses: 5 }],
    ["crash", { crashes: 5 }],
    ["crashBeforeSync", { crashesOnAppend: 0.3 }],
    ["tornTail", { crashesOnAppend: 0.3, latency: 100 }],
    ["syncError", { syncErrors: 0.3 }],
    ["fullDisk", { fullDisks: 5 }],
    ["skew", { skew: 3 }],
  ])("%s comes from its own rate alone", (kind, rate) => {
    const none = { loss: 0, duplication: 0, delay: 0, latency: 1, crashes: 0, pauses: 0, partitions: 0 };
    const faults = { ...none, fullDisks: 0, crashesOnAppend: 0, syncErrors: 0, skew: 1 };
    const total = (rates: object) =>
      seeds(40).reduce(
        (sum, seed) => sum + simulate({ ...crowded, faults: { ...faults, ...rates } }, { seed }).statistics.faults[kind],
        0,
      );
    expect(total(rate)).toBeGreaterThan(5);
    expect(total({})).toBe(0);
  });
});

describe("what a fault does", () => {
  const quiet = { loss: 0, duplication: 0, delay: 0, latency: 1, crashes: 0, pauses: 0, partitions: 0 };
  const none = { ...quiet, fullDisks: 0, crashesOnAppend: 0, syncErrors: 0, skew: 1 };
  const stepsWith = (faults: object) =>
    seeds(20).flatMap((seed) => watched({ ...counting(), faults: { ...none, ...faults } }, { seed }).steps);
  /** The longest that a node has something pending and does not sync. */
  const longestWrite = (steps: ReturnType<typeof stepsWith>) => {
    let longest = 0;
    const since = new Map<string, number>();
    for (const { at, before, after } of steps) {
      for (const node of ["p", "b"]) {
        const [was, is] = [before.nodes[node].disk, after.nodes[node].disk];
        const start = since.get(node);
        if (start !== undefined && is.lsn > was.lsn) longest = Math.max(longest, at - start);
        if (is.pending.length === 0 || is.lsn > was.lsn) since.delete(node);
        if (is.pending.length > 0 && !since.has(node)) since.set(node, at);
      }
    }
    return longest;
  };

  test("a write takes 1 ms to the latency, and a full disk makes it wait for room", () => {
    expect(longestWrite(stepsWith({}))).toBe(1);
    expect(longestWrite(stepsWith({ latency: 10 }))).toBeGreaterThan(5);
    expect(longestWrite(stepsWith({ latency: 10 }))).toBeLessThanOrEqual(10);
    expect(longestWrite(stepsWith({ fullDisks: 5 }))).toBeGreaterThan(500);
  });

  test("a clock that goes wrong stretches and squeezes the time of timers", () => {
    /** The shortest and the longest from a timer's being set for 100 to 200 ms to its firing. */
    const waits = (faults: object) => {
      const found: number[] = [];
      let set = 0;
      for (const { at, effects, action } of stepsWith({ loss: 0.5, ...faults })) {
        if (action === "timer") found.push(at - set);
        if (effects.some(({ kind }) => kind === "setTimer")) set = at;
      }
      return [Math.min(...found), Math.max(...found)];
    };
    const [least, most] = waits({});
    expect(least).toBeGreaterThanOrEqual(100);
    expect(most).toBeLessThanOrEqual(200);
    const [squeezed, stretched] = waits({ skew: 4 });
    expect(squeezed).toBeLessThan(90);
    expect(stretched).toBeGreaterThan(400);
  });

  test("a node that stands still takes no step meanwhile, and then what has arrived", () => {
    /** The longest from a message's being sent to its delivery. */
    const longest = (faults: object) => {
      const sent = new Map<object, number>();
      let most = 0;
      for (const { at, action, args, after } of stepsWith(faults)) {
        if (action === "deliver") most = Math.max(most, at - (sent.get(args.message) ?? at));
        for (const { message } of after.network) if (!sent.has(message)) sent.set(message, at);
      }
      return most;
    };
    expect(longest({})).toBe(1);
    expect(longest({ pauses: 5 })).toBeGreaterThan(300);
    expect(longest({ delay: 0.3, latency: 2 })).toBeGreaterThan(20);
  });
});
