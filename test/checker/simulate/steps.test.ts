// Every step that is offered, of every state that is met, is one that the reference engine takes, and none is missing.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { Simulator } from "../../../checker/simulate/simulator.ts";
import { catalogue } from "../../../specs/index.ts";
import type { AnySpec, Instance } from "../../../specs/language/index.ts";
import { instanceOf, plans } from "../compile/random/plan.ts";
import { nested } from "../compile/specimens/maps.ts";
import { networks } from "../compile/specimens/networks.ts";
import { parameters } from "../compile/specimens/parameters.ts";
import { sets } from "../compile/specimens/sets.ts";
import { values } from "../compile/specimens/values.ts";
import { wideNetworks } from "../compile/specimens/wide-networks.ts";

const ALL = { comparedSteps: Number.POSITIVE_INFINITY, comparedStates: 1, codedFirst: 1 };
const SOME = { ...ALL, comparedSteps: 0, comparedStates: 7 };

/** Takes runs in which nothing is remembered, so that each state is expanded as often as it is met. */
const compared = (instance: Instance<AnySpec>, runs: number, depth: number, pace = ALL): Simulator => {
  const simulator = new Simulator(modelOf(instance, []), { seed: 1, runs, depth, guide: "mixed", bytes: 1 }, pace);
  while (simulator.advance(1_000) === "more");
  return simulator;
};

/** A spec may be wrong: some are, so that its error is seen. That the engines disagree may not be. */
const DISAGREE = /one engine|leads to another state|does not offer|other steps/;

describe("the language", () => {
  const specimens = [...values, ...sets, ...nested, ...networks, ...wideNetworks, ...parameters];
  test.for(specimens.map((one) => [one.target, one] as const))("%s", { timeout: 60_000 }, async ([, one]) => {
    const { broken, sampling } = compared(one, 20, 20);
    expect(String(broken?.breach.thrown ?? "")).not.toMatch(DISAGREE);
    if (broken !== undefined) expect((await check(one)).verdict).toBe("error");
    else expect(sampling.states).toBeGreaterThan(0);
  });
});

describe("the catalogue, long enough for recipes to become code", async () => {
  const modules = await Promise.all(catalogue.map(({ load }) => load()));
  const instances = modules
    .map((exported) => Object.values(exported).find((value) => (value as { kind?: unknown })?.kind === "instance"))
    .filter((value): value is Instance<AnySpec> => value !== undefined);
  test.for(instances.map((one) => [one.target, one] as const))("%s", { timeout: 120_000 }, ([, one]) => {
    const { broken, sampling } = compared(one, 200, 25, SOME);
    expect(broken?.breach).toBeUndefined();
    expect(sampling.states).toBeGreaterThan(10);
  });
});

test("random specs: a spec is wrong only where a search finds it wrong", { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { broken } = compared(instanceOf(plan), 5, 10);
      expect(String(broken?.breach.thrown ?? "")).not.toMatch(DISAGREE);
    }),
    { numRuns: Number(process.env.QUORATE_RUNS ?? 60), seed: Number(process.env.QUORATE_SEED ?? 1) },
  );
});
