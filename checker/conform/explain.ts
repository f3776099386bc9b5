// A run that the spec cannot follow, told in full: the steps before, and why not the last one.
import { SpecError } from "../../specs/language/spec-error.ts";
import { stateToJson } from "../reference/state-json.ts";
import type { Json } from "../result.ts";
import { attemptsFrom, closest } from "./attempts.ts";
import type { Attempt, Divergence, DivergenceClass, MatchedStep, NamedStep } from "./divergence.ts";
import { holds } from "./leaf-holds.ts";
import type { Observed, Paths } from "./paths.ts";
import type { Seen } from "./seen.ts";
import type { SpecState } from "./spec-states.ts";
import { anyJson, fieldsSeen, namedStep } from "./texts.ts";
import type { Advance, Candidates, Tracker } from "./tracker.ts";

/** A step as it was seen, by the name that the implementation gives it. */
export interface SeenStep {
  readonly action: string;
  readonly args: unknown;
  readonly seen: Observed;
}

/** A run as far as it is remembered. */
export interface SeenRun {
  readonly omitted: number;
  readonly first: Seen;
  /** Where the spec may have been at its beginning; undefined when no initial state fits. */
  readonly start: Candidates | undefined;
  readonly steps: readonly SeenStep[];
}

const SHOWN = 3;

/** The run, whose last step (or whose beginning, when it has none) led to this. */
export const explain = (tracker: Tracker, run: SeenRun, came: Advance): Divergence => {
  const { steps, start } = run;
  const common = { schema: 1 as const, target: tracker.model.target, omitted: run.omitted, start: fieldsSeen(run.first) };
  const last = steps.at(-1);
  if (last === undefined || start === undefined) return { ...common, run: [], ...atStart(tracker, run.first, came) };
  const prefix = steps.slice(0, -1);
  const { told, at } = follow(tracker, start, prefix);
  const { seen } = last;
  return {
    ...common,
    run: told,
    step: { ...asJson(last), before: fieldsSeen(seen.before), seen: fieldsSeen(seen.after) },
    candidates: at.states.length,
    closest: closest(tracker.states, at.states, seen, SHOWN),
    fitting: came.kind === "none" ? unhinted(tracker, at.states, seen) : [],
    ...reason(tracker, run, at, came),
  };
};

/** The run after which the implementation itself failed. */
export const explainThrown = (tracker: Tracker, run: SeenRun & { readonly start: Candidates }, error: Error): Divergence => {
  const { told, at } = follow(tracker, run.start, run.steps);
  const stack = error.cause instanceof Error ? error.cause.stack : undefined;
  return {
    schema: 1,
    target: tracker.model.target,
    class: "threw",
    omitted: run.omitted,
    start: fieldsSeen(run.first),
    run: told,
    candidates: at.states.length,
    closest: [],
    fitting: [],
    threw: { message: error.message, ...(stack === undefined ? {} : { stack }) },
  };
};

const asJson = ({ action, args }: SeenStep): { readonly action: string; readonly args: Json } => ({
  action,
  args: anyJson(args),
});

type Reason = Pick<Divergence, "class" | "hidden" | "broken" | "cap">;

const atStart = (
  tracker: Tracker,
  first: Seen,
  came: Advance,
): Reason & Pick<Divergence, "candidates" | "closest" | "fitting"> => {
  const initials = tracker.states.initial();
  const nothing = tracker.hinted("stutter", "the beginning");
  const look: Observed = { index: -1, does: nothing, before: first, after: first };
  const shown = closest(tracker.states, initials, look, SHOWN).map((candidate) => ({ ...candidate, enabled: [] }));
  return { candidates: initials.length, closest: shown, fitting: [], ...reasonOf(tracker, came, "initial-mismatch") };
};

const reasonOf = (tracker: Tracker, came: Advance, otherwise: DivergenceClass): Reason => {
  if (came.kind === "capped") return { class: "inconclusive", cap: tracker.freedom.candidates };
  if (came.kind === "broken") {
    const state = stateToJson(tracker.model.variables, came.at.state);
    return { class: "invariant-violated", broken: { invariants: came.invariants, state } };
  }
  return { class: otherwise };
};

const reason = (tracker: Tracker, run: SeenRun, at: Candidates, came: Advance): Reason => {
  const hidden = came.kind === "none" ? withMoreHidden(tracker, run) : undefined;
  if (hidden) return { class: "needs-more-hidden", hidden };
  const last = run.steps.at(-1) as SeenStep;
  return reasonOf(tracker, came, came.kind === "none" ? classOf(tracker, at.states, last.seen) : "inconclusive");
};

/** Goes along the steps once more, and tells of each what it was to the spec. */
const follow = (tracker: Tracker, start: Candidates, steps: readonly SeenStep[]): { told: MatchedStep[]; at: Candidates } => {
  let at = start;
  const told = steps.map((step): MatchedStep => {
    const paths = tracker.paths(at.states, step.seen);
    const came = tracker.advance(at, step.seen);
    if (came.kind === "matched") at = came.to;
    return {
      ...asJson(step),
      seen: fieldsSeen(step.seen.after),
      as: stepsOf(paths),
      stutter: paths.ways.some((way) => step.seen.does.ways[way].length === 0),
      candidates: at.states.length,
    };
  });
  return { told, at };
};

const stepsOf = ({ steps }: Paths): readonly NamedStep[] => {
  const named = steps.map(({ action, args }) => namedStep(action, args));
  return [...new Map(named.map((step) => [JSON.stringify(step), step])).values()];
};

/** Whether the whole run fits when one hidden step more is allowed each time. */
const withMoreHidden = (tracker: Tracker, { start, steps }: SeenRun): Divergence["hidden"] => {
  const { freedom } = tracker;
  if (freedom.hidden.length === 0) return undefined;
  const more = { ...freedom, maxHidden: freedom.maxHidden + 1, eager: true };
  let at = (start as Candidates).states;
  let paths: Paths | undefined;
  for (const { seen } of steps) {
    const from = at;
    paths = unlessWrong(() => tracker.paths(from, seen, more));
    if (paths === undefined || paths.ends.length === 0 || paths.capped) return undefined;
    at = paths.ends;
  }
  return paths && { needed: more.maxHidden, path: stepsOf(paths) };
};

/** Steps that the run did not take may lead where the spec goes wrong, such as beyond a bound: they explain nothing then. */
const unlessWrong = <T>(look: () => T): T | undefined => {
  try {
    return look();
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
};

/** By the hint that came furthest. That the spec does nothing comes last: it is always possible. */
const classOf = (tracker: Tracker, from: readonly SpecState[], seen: Observed): DivergenceClass => {
  const attempts = from.flatMap((at) => attemptsFrom(tracker.states, at, seen));
  const moving = attempts.filter(({ way }) => way.length > 0);
  if (moving.length === 0 && seen.does.anything) return "no-action-enabled";
  const kinds = new Set((moving.length > 0 ? moving : attempts).map(({ outcome }: Attempt) => outcome.kind));
  if (kinds.has("after")) return "post-mismatch";
  if (kinds.has("refused")) return "guard-false";
  return kinds.has("before") ? "pre-mismatch" : "no-action-enabled";
};

/** What else the spec could do that looks like it: then the mapping may be wrong, and not the implementation. */
const unhinted = (tracker: Tracker, from: readonly SpecState[], seen: Observed): readonly NamedStep[] => {
  const { model, states } = tracker;
  const found = from
    .filter(({ state }) => holds(seen.before, state))
    .flatMap((at) =>
      model.actions.flatMap(({ name }) => {
        const steps = unlessWrong(() => states.from(at, tracker.anyOf(name))) ?? [];
        return steps.filter(({ to }) => holds(seen.after, to.state)).map(({ action, args }) => namedStep(action, args));
      }),
    );
  return [...new Map(found.map((step) => [JSON.stringify(step), step])).values()];
};
