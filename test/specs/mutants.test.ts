import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { checkMutant, type MutantResult } from "../../checker/mutants.ts";
import type { Result } from "../../checker/result.ts";
import { expectGolden } from "../golden.ts";
import { type AnyInstance, type AnyMutant, protocols } from "./protocols.ts";
import { costTable, withoutSeconds } from "./raft-costs.ts";

const mutants = protocols.flatMap((each) => each.mutants);

/** States of the unbroken twin up to which the slow engine is tried as well. */
const SMALL = 100;

type Engine = "compiled" | "reference";
const checked = new Map<string, Promise<Result>>();

/** Each unbroken twin is checked once by each engine, for all its mutants. */
const unbroken = (base: AnyInstance, engine: Engine): Promise<Result> => {
  const key = `${engine} ${base.target}`;
  const result = checked.get(key) ?? check(base, { engine });
  checked.set(key, result);
  return result;
};

const decided = new Map<string, Promise<MutantResult>>();

/** What became of each is asked once, be it for its verdict or for its cost. */
const resultOf = (mutant: AnyMutant, engine: Engine): Promise<MutantResult> => {
  const key = `${engine} ${mutant.target} ${mutant.mutant}`;
  const result = decided.get(key) ?? unbroken(mutant.base, engine).then((base) => checkMutant(mutant, { engine, base }));
  decided.set(key, result);
  return result;
};

const engines: Record<Engine, number> = { compiled: Number.POSITIVE_INFINITY, reference: SMALL };

describe.each(Object.entries(engines) as [Engine, number][])("by the %s engine", (engine, most) => {
  test.each(mutants.filter(({ base }) => (base.options.expect?.states ?? 0) <= most))("$target: $mutant", async (mutant) => {
    const result = await resultOf(mutant, engine);
    expect(result.message).toBeUndefined();
    expect(result).toMatchObject({ killed: true, asPromised: true, base: "verified" });
  });
});

test("what it costs to notice each mistake in raft", { timeout: 600_000 }, async () => {
  const results: MutantResult[] = [];
  for (const mutant of mutants.filter(({ spec }) => spec.name === "raft")) results.push(await resultOf(mutant, "compiled"));
  expectGolden("raft-mutants", costTable(results), withoutSeconds);
});

test("a mutant says after how many actions it is noticed, unless it is by what is never reached", () => {
  for (const { mutant, after, breaks, spec } of mutants) {
    expect([mutant, after !== undefined]).toEqual([mutant, !Object.hasOwn(spec.witnesses ?? {}, breaks)]);
  }
});
