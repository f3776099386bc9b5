import type { AnySpec, Mutant } from "../specs/language/index.ts";
import { alsoBroken } from "./also-broken.ts";
import { check } from "./check.ts";
import type { CheckOptions, Result, Trace, Verdict } from "./result.ts";

/** What became of a mutant: whether the checker noticed the mistake, and whether all that was promised came true. */
export interface MutantResult {
  readonly schema: 1;
  readonly target: string;
  readonly mutant: string;
  /** The property that the mistake must break. */
  readonly breaks: string;
  /** The verdict on that property, checked alone. */
  readonly verdict: Verdict;
  /** Whether it is broken, after as many actions as promised, on an instance that is clean without the mistake. */
  readonly killed: boolean;
  /** Killed, and breaking beside it exactly what was promised. */
  readonly asPromised: boolean;
  readonly expectedAfter?: number;
  /** Actions on the shortest counterexample; none of a witness that is out of reach. */
  readonly foundAfter?: number;
  /** What it takes to find that property broken: the search for it alone. */
  readonly cost: { readonly states: number; readonly seconds: number };
  readonly also: { readonly expected: readonly string[]; readonly found: readonly string[] };
  /** The verdict on the instance without the mistake. */
  readonly base: Verdict;
  readonly states: number;
  readonly seconds: number;
  readonly trace?: Trace;
  /** What is not as promised, or what went wrong. */
  readonly message?: string;
}

export type MutantOptions = Omit<CheckOptions, "properties" | "all" | "hash"> & {
  /** A check of the unbroken twin, where its result is at hand: many mutants share one. */
  readonly base?: Result;
};

const BROKEN: readonly Verdict[] = ["violated", "deadlocked", "unwitnessed"];

/** Checks that a mutant's base is clean, that the mistake breaks its property, and what else it breaks. Nothing is thrown. */
export const checkMutant = async (mutant: Mutant<AnySpec>, options: MutantOptions = {}): Promise<MutantResult> => {
  const { base: atHand, ...limits } = options;
  const base = atHand ?? (await check(mutant.base, limits));
  const alone = await check(mutant, { ...limits, properties: [mutant.breaks] });
  const isBroken = BROKEN.includes(alone.verdict);
  const also = isBroken ? await alsoBroken(mutant, limits) : { found: [], states: 0, seconds: 0 };
  const [trace] = alone.violations;
  const foundAfter = trace && trace.steps.length - 1;
  const { after: expectedAfter, also: expected } = mutant;
  const complaint = complaintOf(base, alone, isBroken, expectedAfter, foundAfter);
  const message = complaint ?? also.message ?? alsoText(expected, also.found);
  return {
    schema: 1,
    target: mutant.target,
    mutant: mutant.mutant,
    breaks: mutant.breaks,
    verdict: alone.verdict,
    killed: complaint === undefined,
    asPromised: message === undefined,
    ...(expectedAfter === undefined ? {} : { expectedAfter }),
    ...(foundAfter === undefined ? {} : { foundAfter }),
    cost: { states: alone.states, seconds: alone.seconds },
    also: { expected, found: also.found },
    base: base.verdict,
    states: base.states + alone.states + also.states,
    seconds: base.seconds + alone.seconds + also.seconds,
    ...(trace === undefined ? {} : { trace }),
    ...(message === undefined ? {} : { message }),
  };
};

const complaintOf = (
  base: Result,
  alone: Result,
  isBroken: boolean,
  expectedAfter: number | undefined,
  foundAfter: number | undefined,
): string | undefined => {
  if (base.verdict !== "verified")
    return `without the mistake it is not clean: ${base.verdict}${base.message ? ` (${base.message})` : ""}`;
  if (!isBroken) return alone.message ?? "the mistake goes unnoticed: the property still holds";
  if (expectedAfter === undefined || expectedAfter === foundAfter) return undefined;
  return `it is broken after ${foundAfter ?? "no"} actions, and ${expectedAfter} were promised`;
};

const alsoText = (expected: readonly string[], found: readonly string[]): string | undefined => {
  const unexpected = found.filter((name) => !expected.includes(name));
  const missing = expected.filter((name) => !found.includes(name));
  if (unexpected.length === 0 && missing.length === 0) return undefined;
  return [
    ...(unexpected.length > 0 ? [`also breaks ${unexpected.join(", ")}, which it does not list`] : []),
    ...(missing.length > 0 ? [`does not break ${missing.join(", ")}, which it lists`] : []),
  ].join("; ");
};
