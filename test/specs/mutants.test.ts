import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { checkMutant } from "../../checker/mutants.ts";
import type { Result } from "../../checker/result.ts";
import { type AnyInstance, protocols } from "./protocols.ts";

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

const engines: Record<Engine, number> = { compiled: Number.POSITIVE_INFINITY, reference: SMALL };

describe.each(Object.entries(engines) as [Engine, number][])("by the %s engine", (engine, most) => {
  test.each(mutants.filter(({ base }) => (base.options.expect?.states ?? 0) <= most))("$target: $mutant", async (mutant) => {
    const result = await checkMutant(mutant, { engine, base: await unbroken(mutant.base, engine) });
    expect(result.message).toBeUndefined();
    expect(result).toMatchObject({ killed: true, asPromised: true, base: "verified" });
  });
});

test("a mutant says after how many actions it is noticed, unless it is by what is never reached", () => {
  for (const { mutant, after, breaks, spec } of mutants) {
    expect([mutant, after !== undefined]).toEqual([mutant, !Object.hasOwn(spec.witnesses ?? {}, breaks)]);
  }
});
