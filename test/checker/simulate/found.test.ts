// What is found: the same promises as a search finds broken, by runs that are hardly longer, and which the reference engine confirms.
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { replay } from "../../../checker/replay.ts";
import { simulate } from "../../../checker/simulate/simulate.ts";
import type { SimulateProgress } from "../../../checker/simulate/simulate-result.ts";
import { catalogue } from "../../../specs/index.ts";
import { type AnySpec, instance, type Mutant, range, spec } from "../../../specs/language/index.ts";
import { refinements } from "../compile/specimens/refinements.ts";
import { violations } from "../compile/specimens/violations.ts";

const modules = await Promise.all(catalogue.map(({ load }) => load()));
const mutants = modules
  .flatMap((exported) => Object.values(exported))
  .filter((value): value is Mutant<AnySpec> => typeof (value as { readonly mutant?: unknown }).mutant === "string");

describe("mutants of the catalogue are found, and their runs are made shortest", () => {
  const named = [
    "ballot reused",
    "quorums that do not meet",
    "promise forgotten on restart",
    "own value proposed over a reported one",
    "the TM aborts after it has committed",
    "an RM that has prepared commits without being told to",
    "the TM commits without hearing from anyone",
    "a vote is forgotten on restart",
    "an entry of an older term is committed by counting",
    "a leader overwrites the last entry of its log",
    "a majority of old and new members together is enough",
    "a follower acknowledges its whole log, not what it was sent",
    "a server votes though it has promised not to",
  ];
  test.for(named)("%s", { timeout: 60_000 }, async (name) => {
    const mutant = mutants.find((one) => one.mutant === name)!;
    const result = await simulate(mutant, { seed: 1, runs: 20_000, properties: [mutant.breaks] });
    expect(result).toMatchObject({ verdict: "violated", mutant: name });
    const [trace] = result.violations;
    expect(trace.property).toBe(mutant.breaks);
    expect(trace.steps.length - 1).toBe(mutant.after);
    expect(result.found).toMatchObject({ shown: mutant.after, isShortest: true });
    expect(result.found!.actions).toBeGreaterThanOrEqual(mutant.after!);
    expect(replay(trace, mutant)).toMatchObject({ confirmed: true });
  });

  test("a long run to it is made short", async () => {
    const mutant = mutants.find((one) => one.mutant === "a snapshot is taken of what is not committed")!;
    const result = await simulate(mutant, { seed: 1, guide: "rare", properties: [mutant.breaks] });
    expect(result.found!.actions).toBeGreaterThan(2 * mutant.after!);
    expect(result.found!.shown).toBe(mutant.after);
  });
});

test("of a witness that cannot be asked the run is made shortest, too, each time that it is met", async () => {
  const leaping = () =>
    spec({
      name: "leaping",
      state: { n: range(0, 12) },
      init: { n: 0 },
      actions: {
        up: {
          guard: (s) => s.n < 12,
          effect: (s) => {
            s.n += 1;
          },
        },
        down: {
          guard: (s) => s.n > 0,
          effect: (s) => {
            s.n -= 1;
          },
        },
        leap: {
          guard: (s) => s.n === 0,
          effect: (s) => {
            s.n = 5;
          },
        },
      },
      witnesses: {
        half: (s) => {
          if (s.n === 6) throw new Error("it is not known");
          return s.n > 6;
        },
      },
    });
  for (const seed of [1, 2, 3, 4, 5]) {
    const { verdict, found, violations } = await simulate(instance(leaping, {}), { seed, guide: "uniform" });
    expect({ verdict, shown: found!.shown, isShortest: found!.isShortest }).toEqual({
      verdict: "error",
      shown: 2,
      isShortest: true,
    });
    expect(violations[0].steps.map(({ action }) => action)).toEqual(["init", "leap", "up"]);
  }
});

describe("making a run short can be interrupted", () => {
  test("and what there is by then is shown, and confirmed", async () => {
    const mutant = mutants.find((one) => one.mutant === "a snapshot is taken of what is not committed")!;
    const controller = new AbortController();
    const told: NonNullable<SimulateProgress["shrinking"]>[] = [];
    let interrupted = 0;
    const onProgress = ({ shrinking }: SimulateProgress) => {
      if (shrinking === undefined) return;
      told.push(shrinking);
      interrupted = performance.now();
      controller.abort();
    };
    const options = { seed: 1, guide: "rare", properties: [mutant.breaks], signal: controller.signal, onProgress } as const;
    const { verdict, found, violations } = await simulate(mutant, options);
    expect(performance.now() - interrupted).toBeLessThan(1_000);
    expect({ verdict, stoppedBy: found?.stoppedBy, isShortest: found?.isShortest }).toEqual({
      verdict: "violated",
      stoppedBy: "interrupted",
      isShortest: false,
    });
    expect(told).toHaveLength(1);
    expect(told[0].actions).toBe(found!.actions);
    expect(told[0].shown).toBeGreaterThanOrEqual(found!.shown);
    expect(violations[0].steps.length - 1).toBe(found!.shown);
    expect(replay(violations[0], mutant)).toMatchObject({ confirmed: true });
  });
});

describe("whatever is violated in a small spec", () => {
  test.for([...violations, ...refinements])("%s", async ([, instance, properties]) => {
    const only = properties === undefined ? {} : { properties };
    const searched = await check(instance, { ...only, all: true });
    if (searched.verdict === "error") {
      const { verdict, message } = await simulate(instance, { ...only, seed: 1 });
      expect(verdict).toBe("error");
      expect(message).toBeTruthy();
      return;
    }
    for (const { property, kind, verdict, steps } of searched.violations) {
      const alone = await simulate(instance, { seed: 1, properties: [property!] });
      expect(alone).toMatchObject({ verdict, violations: [{ property, kind, verdict }] });
      const [found] = alone.violations;
      expect(found.steps.length).toBeGreaterThanOrEqual(steps.length);
      if (alone.found!.isShortest) expect(found.steps.length).toBe(steps.length);
      expect(replay(found, instance)).toMatchObject({ confirmed: true });
    }
    if (searched.violations.length === 0) {
      const { violations: found } = await simulate(instance, { ...only, seed: 1 });
      expect(found).toEqual([]);
    }
  });
});
