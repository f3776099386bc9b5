// Why a state that the spec may be in does not lead to what was observed.
import type { Condition } from "../model/model.ts";
import { argumentsToJson, stateToJson } from "../reference/state-json.ts";
import { argumentsOf, enabled, refusal } from "../reference/step.ts";
import type { Attempt, Candidate, NamedStep, Refusal } from "./divergence.ts";
import type { Wanted } from "./hinted.ts";
import type { Observed } from "./paths.ts";
import type { SpecState, SpecStates } from "./spec-states.ts";
import { differences, namedStep, wantedText } from "./texts.ts";

const MOST_REFUSALS = 4;
const LONGEST = 300;

/** Those that come nearest to what was observed, best first. */
export const closest = (states: SpecStates, from: readonly SpecState[], seen: Observed, most: number): readonly Candidate[] =>
  from
    .map((at) => ({ at, attempts: attemptsFrom(states, at, seen) }))
    .map(({ at, attempts }) => ({ at, attempts, far: Math.min(...attempts.map(distance), FAR) }))
    .sort((one, other) => one.far - other.far || one.at.index - other.at.index)
    .slice(0, most)
    .map(({ at, attempts }) => ({
      state: stateToJson(states.model.variables, at.state),
      enabled: enabledAt(states, at),
      attempts,
    }));

/** What each hint comes to. Where nothing is known of what was done, only what could have been. */
export const attemptsFrom = (states: SpecStates, at: SpecState, seen: Observed): readonly Attempt[] => {
  const attempts = seen.does.ways.map((way) => attempt(states, at, way, seen));
  return seen.does.anything
    ? attempts.filter(({ outcome }) => outcome.kind === "after" || outcome.kind === "before")
    : attempts;
};

const attempt = (states: SpecStates, start: SpecState, way: readonly Wanted[], seen: Observed): Attempt => {
  const texts = way.map(wantedText);
  const before = differences(seen.before, start.state);
  if (before.length > 0) return { way: texts, outcome: { kind: "before", differences: before } };
  let ends: readonly { readonly at: SpecState; readonly args: NamedStep["args"] }[] = [{ at: start, args: {} }];
  for (const [stuck, wanted] of way.entries()) {
    const next = ends.flatMap(({ at }) =>
      states.from(at, wanted).map(({ to, action, args }) => ({ at: to, args: argumentsToJson(action, args) })),
    );
    if (next.length === 0) return { way: texts, stuck, outcome: refused(states, ends[0].at, wanted) };
    ends = next;
  }
  const [best] = ends
    .map(({ at, args }) => ({ args, differences: differences(seen.after, at.state) }))
    .sort((one, other) => one.differences.length - other.differences.length);
  return { way: texts, outcome: { kind: "after", ...best } };
};

const refused = (states: SpecStates, at: SpecState, wanted: Wanted): Attempt["outcome"] => {
  const offered = states.offered(at, wanted);
  if (offered.length === 0) return { kind: "no-arguments" };
  const refusals = offered.flatMap((args): Refusal[] => {
    const condition = refusal(states.model, wanted.action, at.state, args);
    return condition === undefined ? [] : [{ args: argumentsToJson(wanted.action, args), ...saying(condition) }];
  });
  return { kind: "refused", refusals: refusals.slice(0, MOST_REFUSALS) };
};

const saying = ({ name, holds }: Condition): Pick<Refusal, "condition" | "text"> => {
  const text = String(holds).replace(/\s+/g, " ");
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
  return name === undefined ? { text: short } : { condition: name, text: short };
};

/** None of them is taken: what the implementation did not do may lead beyond the bounds that the spec's variables have. */
const enabledAt = ({ model }: SpecStates, { state }: SpecState): readonly NamedStep[] =>
  model.actions.flatMap((action) =>
    argumentsOf(model, action, state)
      .filter((args) => enabled(model, action, state, args))
      .map((args) => namedStep(action, args)),
  );

const FAR = 1_000_000;

/** A step that can be taken is nearer than one that cannot, and a state that stays as it is, is further than one that moves. */
const distance = ({ way, stuck = 0, outcome }: Attempt): number => {
  switch (outcome.kind) {
    case "after":
      return (way.length === 0 ? 10_000 : 0) + outcome.differences.length;
    case "before":
      return 20_000 + outcome.differences.length;
    case "refused":
      return 1_000 - stuck;
    case "no-arguments":
      return 2_000 - stuck;
  }
};
