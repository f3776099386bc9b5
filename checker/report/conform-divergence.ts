// A divergence as a person reads it: the run as far as the spec could follow, the step that it could not, and why.
import type {
  Attempt,
  Candidate,
  Difference,
  Divergence,
  DivergenceClass,
  MatchedStep,
  NamedStep,
} from "../conform/divergence.ts";
import { fieldChanges, fieldLines, partText } from "./conform-fields.ts";
import type { ConformSurroundings } from "./conform-surroundings.ts";
import { indented } from "./rows.ts";
import { stateText } from "./state-text.ts";
import { actionText, isObject, valueText } from "./value-text.ts";
import { counted } from "./words.ts";

const CLASSES: Readonly<Record<DivergenceClass, string>> = {
  "initial-mismatch": "no initial state of the spec looks so",
  "pre-mismatch": "the spec can be in no state that looks as it was observed before the step",
  "no-action-enabled": "no action that was hinted at can be given such arguments",
  "guard-false": "the spec refuses every action that was hinted at",
  "post-mismatch": "the spec comes out otherwise",
  "needs-more-hidden": "the spec can follow with more hidden steps",
  "invariant-violated": "the spec can follow, and does not keep its own promise",
  threw: "the implementation throws when it goes on from here",
  inconclusive: "the spec can be in too many states to follow them all",
};
const MOST_ENABLED = 12;

export const divergenceLines = (divergence: Divergence, around: ConformSurroundings): string[] => {
  const { run, step, start, omitted } = divergence;
  const last = omitted + run.length + (step ? 1 : 0);
  const width = String(last).length;
  const numbered = (i: number, title: string, lines: readonly string[]) => [
    `  ${String(i).padStart(width)}  ${title}`,
    ...indented(lines, 6 + width),
  ];
  const beginning = numbered(
    omitted,
    omitted > 0 ? "(steps before are no longer known)" : "initially",
    fieldLines(start, around.spec),
  );
  let before = start;
  const matched = run.flatMap((taken, i) => {
    const lines = [readAs(taken), ...fieldChanges(before, taken.seen, around.spec)];
    before = { ...before, ...taken.seen };
    return numbered(omitted + i + 1, stepText(taken), lines);
  });
  const unmatched = step
    ? numbered(last, stepText(step), unmatchedLines(divergence, { ...before, ...step.before }, around))
    : [];
  const why = `  ${around.paint.bad("×")} ${divergence.class}: ${CLASSES[divergence.class]}`;
  return [...beginning, ...matched, ...unmatched, why, ...indented(whyLines(divergence, around), 4)];
};

const stepText = ({ action, args }: Pick<MatchedStep, "action" | "args">): string => {
  if (isObject(args)) return actionText(action, args);
  return args === null ? `${action}()` : `${action}(${valueText(args)})`;
};

const named = ({ action, args }: NamedStep): string => actionText(action, args);

/** What the step may have been to the spec. */
const readAs = ({ as, stutter, candidates }: MatchedStep): string => {
  const ways = [...as.map(named), ...(stutter ? ["nothing"] : [])];
  const many = candidates > 1 ? `, ${candidates} candidates` : "";
  return `as ${ways.join(" or ")}${many}`;
};

const unmatchedLines = ({ step }: Divergence, before: Divergence["start"], { spec }: ConformSurroundings): string[] => {
  const changes = fieldChanges(before, step?.seen ?? {}, spec);
  return changes.length > 0 ? changes : ["(nothing that is observed changes)"];
};

const whyLines = (divergence: Divergence, around: ConformSurroundings): string[] => {
  const { candidates, closest, fitting, hidden, broken, cap, threw } = divergence;
  if (threw) {
    const at = around.place?.(threw.stack);
    return [...threw.message.split("\n"), ...(at === undefined ? [] : [`at ${at}`])];
  }
  const fits = fitting.length > 0 ? [`what would fit, and was not hinted at: ${listed(fitting.map(named))}`] : [];
  if (broken)
    return [`${broken.invariants.join(", ")} does not hold in`, ...indented(stateText(broken.state, around.spec?.state), 2)];
  if (cap !== undefined) return [`there are more than ${cap} candidates; observe more, or raise the option candidates`];
  const shown = closest.length < candidates ? `; of these the ${closest.length} closest` : "";
  return [
    ...(divergence.narrowed
      ? ["hidden steps were looked for in the steps above alone; with eager: true, or a larger window, it may follow"]
      : []),
    ...(hidden ? [`with maxHidden: ${hidden.needed} it follows, by ${listed(hidden.path.map(named))}`] : []),
    divergence.step
      ? `the spec can be in ${counted(candidates, "state")}${shown}`
      : `the spec begins in ${counted(candidates, "state")}${shown}`,
    ...closest.flatMap((candidate) => (divergence.step ? candidateLines(candidate, around) : initialLines(candidate, around))),
    ...fits,
  ];
};

const candidateLines = ({ state, enabled, attempts }: Candidate, around: ConformSurroundings): string[] => [
  ...stateLines(state, around),
  ...indented(
    [`enabled: ${listed(enabled.map(named)) || "nothing"}`, ...attempts.flatMap((attempt) => attemptLines(attempt, around))],
    4,
  ),
];

const initialLines = ({ state, attempts }: Candidate, around: ConformSurroundings): string[] => [
  ...stateLines(state, around),
  ...attempts.flatMap(({ outcome }) =>
    outcome.kind === "before"
      ? indented(
          outcome.differences.map((difference) => differenceText(difference, around)),
          4,
        )
      : [],
  ),
];

const stateLines = (state: Candidate["state"], { spec }: ConformSurroundings): string[] =>
  stateText(state, spec?.state).map((line, i) => `${i === 0 ? "- " : "  "}${line}`);

const attemptLines = ({ way, stuck, outcome }: Attempt, around: ConformSurroundings): string[] => {
  const title = way.length === 0 ? "doing nothing" : stuck === undefined ? way.join(", ") : way.slice(0, stuck + 1).join(", ");
  switch (outcome.kind) {
    case "no-arguments":
      return [`${title}: cannot be given such arguments`];
    case "refused":
      return outcome.refusals.flatMap(({ args, condition, text }) => {
        const called = actionText(way[stuck ?? 0].replace(/\(.*/s, ""), args);
        const source = around.original(text) ?? text;
        return [`${called} is refused: ${condition === undefined ? "" : `${condition}: `}${source}`];
      });
    case "before":
      return [
        `${title}: before it`,
        ...indented(
          outcome.differences.map((difference) => differenceText(difference, around)),
          2,
        ),
      ];
    case "after":
      return [
        `${title}: after it`,
        ...indented(
          outcome.differences.map((difference) => differenceText(difference, around)),
          2,
        ),
      ];
  }
};

const ASKED = {
  is: "observed",
  has: "observed to hold",
  lacks: "observed not to hold",
  size: "observed to be of size",
} as const;

const differenceText = ({ path, asked, observed, spec, foreign }: Difference, around: ConformSurroundings): string => {
  const there = spec === undefined ? "nothing of that name" : partText(around.spec, path, spec);
  const seen = asked === "is" && foreign === undefined ? partText(around.spec, path, observed) : valueText(observed);
  return `${path}: ${ASKED[asked]} ${seen}${foreign === undefined ? "" : ` (${foreign})`}, in the spec ${there}`;
};

const listed = (texts: readonly string[]): string =>
  texts.length <= MOST_ENABLED
    ? texts.join(", ")
    : `${texts.slice(0, MOST_ENABLED).join(", ")} and ${texts.length - MOST_ENABLED} more`;
