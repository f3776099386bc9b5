// One tape, two hosts: what a core is told in the simulator it is told again in the engine that the TCP server runs. It must want
// the same, and the same must leave the node, step by step.
import { describe, expect, test, vi } from "vitest";
import { commitRules } from "../../../impl/commit/two-phase-commit/rules.ts";
import * as commitWire from "../../../impl/commit/two-phase-commit/wire.ts";
import { quorumRules } from "../../../impl/replication/quorum-store/rules.ts";
import * as storeWire from "../../../impl/replication/quorum-store/wire.ts";
import type { Protocol } from "../../../impl/runtime/core.ts";
import type { Simulation } from "../../../impl/runtime/simulator/simulation.ts";
import * as bank from "../commit/two-phase-commit/simulated.ts";
import { rulesWith } from "../replication/quorum-store/bugs.ts";
import * as store from "../replication/quorum-store/simulated.ts";
import { type Life, livedOnEngine, livesOf, type Wire } from "./lives.ts";

const { timers, runsOut } = await vi.hoisted(async () => (await import("./clocks.ts")).clocks());
vi.mock("../../../impl/runtime/server/timers.ts", () => ({ timers }));

const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);

/** Each life in both hosts; gives how often each kind of thing was told. */
const compared = async <P extends Protocol>(
  lives: readonly Life<P>[],
  host: Pick<Simulation<P>, "core" | "nodes">,
  wire: Wire<P>,
  told: Map<string, number>,
): Promise<void> => {
  for (const life of lives) {
    const moments = await livedOnEngine(host, wire, life, runsOut);
    expect(moments).toEqual(life.moments);
    for (const { input } of moments) told.set(input?.kind ?? "boot", (told.get(input?.kind ?? "boot") ?? 0) + 1);
  }
};

describe("the same inputs, the same effects, in the same order", () => {
  test("quorum store", async () => {
    const told = new Map<string, number>();
    for (const seed of seeds(24)) {
      const simulation = () => store.simulationOf(store.shapeOf(seed), quorumRules);
      await compared(livesOf(simulation(), seed), simulation(), storeWire, told);
    }
    expect([...told.keys()].sort()).toEqual(["boot", "durable", "message", "request", "timer"]);
    for (const count of told.values()) expect(count).toBeGreaterThan(50);
  });

  test("two-phase commit", async () => {
    const told = new Map<string, number>();
    for (const seed of seeds(24)) {
      const simulation = () => bank.simulationOf(bank.shapeOf(seed), commitRules);
      await compared(livesOf(simulation(), seed), simulation(), commitWire, told);
    }
    expect([...told.keys()].sort()).toEqual(["boot", "durable", "message", "request", "timer"]);
    for (const count of told.values()) expect(count).toBeGreaterThan(50);
  });
});

test("another core would be noticed, and so would an input that is left out", async () => {
  const simulation = (rules = quorumRules) => store.simulationOf(store.shapeOf(0), rules);
  const [life] = livesOf(simulation(), 0);
  const moments = await livedOnEngine(simulation(rulesWith("acknowledgesEarly")), storeWire, life, runsOut);
  expect(moments).not.toEqual(life.moments);
  const without = { ...life, moments: life.moments.filter(({ input }, i) => i === 0 || input?.kind !== "message") };
  await expect(
    livedOnEngine(simulation(), storeWire, without, runsOut).then((lived) => expect(lived).toEqual(life.moments)),
  ).rejects.toThrow();
});
