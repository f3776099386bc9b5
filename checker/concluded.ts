import type { Finding, Search } from "./explore/search.ts";
import type { Model } from "./model/model.ts";
import { hashOf } from "./reference/hash-of.ts";
import { keyOf } from "./reference/key-of.ts";
import type { CheckOptions, Result, Trace, Verdict } from "./result.ts";
import type { Ending } from "./run-search.ts";
import { strengthOf } from "./strength-of.ts";
import { traceOf } from "./trace/trace-of.ts";

type Conclusion = Pick<Result, "verdict"> & Partial<Result>;

/** How it ended, and what was found, in the order in which it is told. */
interface Ended {
  readonly ending: Ending;
  readonly findings: readonly Finding[];
  /** Of liveness: what should lead to something, and held in no state. */
  readonly premisesNeverHeld: readonly string[];
}

/** The verdict on a search that came to some end, and what goes with it. A violation stands, whatever came after it. */
export const concluded = (model: Model, search: Search, ended: Ended, options: CheckOptions): Conclusion => ({
  ...verdictOf(model, search, ended, options),
  ...(options.hash ? { stateHash: hashOf(keysOf(model, search)) } : {}),
});

const verdictOf = (model: Model, search: Search, ended: Ended, options: CheckOptions): Conclusion => {
  const { ending, findings, premisesNeverHeld } = ended;
  if (findings.length > 0) {
    const violations = (options.all ? findings : findings.slice(0, 1)).map((finding) => violation(model, finding));
    return { verdict: verdictOn(findings[0]), violations, ...stopped(ending), ...compared(model, search, ending, options) };
  }
  const { outOfReach = [] } = model.instance.options;
  const beyond = outOfReach.find((name) => search.witnessed.has(name));
  if (beyond !== undefined) return reachedBeyond(model, search, beyond);
  if (ending !== "exhausted") return { verdict: "incomplete", ...stopped(ending) };
  const isMissing = model.witnesses.some(({ name }) => !search.witnessed.has(name) && !outOfReach.includes(name));
  const verdict = isMissing ? "unwitnessed" : "verified";
  return { verdict, strength: strengthOf(model, search, premisesNeverHeld), ...compared(model, search, ending, options) };
};

const verdictOn = ({ kind }: Finding): Verdict => (kind === "deadlock" ? "deadlocked" : "violated");

const violation = (model: Model, finding: Finding): Trace => {
  const { kind, property, loop } = finding;
  const lasso = loop === undefined ? {} : { lasso: finding };
  return traceOf(model, finding.run(), { verdict: verdictOn(finding), kind, property, ...lasso });
};

/** A witness that the instance declares out of its reach, and that was reached: the instance is wrong. */
const reachedBeyond = (model: Model, search: Search, property: string): Conclusion => {
  const run = search.witnessed.get(property)?.run() ?? [];
  return {
    verdict: "error",
    message: `${model.target} declares the witness ${property} out of reach, and ${run.length - 1} actions reach it. Take it off outOfReach.`,
    violations: [traceOf(model, run, { verdict: "error", kind: "witness", property })],
  };
};

const CAME_FIRST = {
  states: "the limit on states came first: raise it, or bound the instance further",
  memory: "the limit on memory came first: raise it, or bound the instance further",
  time: "the limit on seconds came first: raise it, or bound the instance further",
  interrupted: "it was interrupted",
} as const;

const stopped = (ending: Ending): Partial<Result> => {
  if (typeof ending === "object")
    return { message: ending.thrown instanceof Error ? ending.thrown.message : String(ending.thrown) };
  if (ending === "exhausted" || ending === "violated") return {};
  return { stoppedBy: ending, message: CAME_FIRST[ending] };
};

/** The counts that differ from those the instance records; a call with limits or properties of its own may find others. */
const compared = ({ instance }: Model, search: Search, ending: Ending, options: CheckOptions): Partial<Result> => {
  const { states, memory, seconds, properties, symmetry } = options;
  const isOwn = [states, memory, seconds, properties, symmetry].some((option) => option !== undefined);
  if (isOwn || (ending !== "exhausted" && ending !== "violated")) return {};
  const expect = instance.options.expect ?? {};
  const mismatches = (["states", "generated", "depth"] as const).flatMap((what) => {
    const [expected, found] = [expect[what], search[what]];
    return expected === undefined || expected === found ? [] : [{ what, expected, found }];
  });
  return { mismatches };
};

function* keysOf({ variables }: Model, search: Search): Iterable<string> {
  for (const state of search.stored()) yield keyOf(variables, state);
}
