import { match } from "ts-pattern";
import type { AnySpec } from "../../specs/language/index.ts";
import type { Because, Refused, Trace, Why } from "../result.ts";
import { indented, type Row, rows } from "./rows.ts";
import type { PropertySource } from "./source-location.ts";
import { stateChange } from "./state-change.ts";
import { stateText } from "./state-text.ts";
import type { Surroundings } from "./surroundings.ts";
import { actionText, isObject, valueText } from "./value-text.ts";
import { listed, words } from "./words.ts";

/** What a run goes to show: the property in its own words, why it fails, where it stands, and how to see it again. */
export const whyLines = (trace: Trace, around: Surroundings): string[] => {
  if (trace.kind === undefined && trace.why?.error !== undefined) return errorLines(trace.why.error, around.again(trace));
  const source = trace.property === undefined ? undefined : around.source(trace.property);
  const again = around.again(trace);
  return [
    `  × ${complaint(trace)}`,
    ...indented(
      source === undefined ? fallback(trace, around.spec) : [...(source.says ? [source.says] : []), ...source.text.split("\n")],
      4,
    ),
    ...indented(trace.why === undefined ? [] : reasons(trace, trace.why, source, around), 4),
    ...(source === undefined ? [] : [`    at ${source.at}`]),
    ...(again === undefined ? [] : [`    ${again}`]),
  ];
};

const errorLines = (error: string, again: string | undefined): string[] => {
  const [first, ...rest] = error.split("\n");
  return [`  × ${first}`, ...indented([...rest, ...(again === undefined ? [] : [again])], 4)];
};

const complaint = ({ property = "the spec", kind, why }: Trace): string => {
  const name = words(property) === property ? "it" : property;
  const said = words(property);
  return match(kind)
    .with("deadlock", () => "deadlock: nothing more of the protocol can happen, and the spec does not call this state terminal")
    .with("step", () => `${said}: this step is not as ${name} demands`)
    .with(
      "refinement",
      () =>
        `${said}: ${why?.abstract?.before === undefined ? "this state is no initial state" : "this is no step"} of ${why?.abstract?.of ?? "the other spec"}`,
    )
    .with("witness", () => `${said}: reached, though declared out of reach`)
    .with("liveness", () => `${said}: this run is fair, and goes on for ever without it`)
    .with(
      "invariant",
      undefined,
      () => `${said}: ${name === "it" ? "the invariant" : `the invariant ${name}`} does not hold in this state`,
    )
    .exhaustive();
};

/** Where no source is found, the predicate as it runs. */
const fallback = ({ property }: Trace, spec: AnySpec | undefined): string[] => {
  if (property === undefined) return [];
  const holds = [spec?.invariants, spec?.steps, spec?.witnesses, spec?.liveness]
    .map((named) => named?.[property])
    .find((found) => found !== undefined);
  return holds === undefined ? [] : String(holds).split("\n");
};

const reasons = (trace: Trace, why: Why, source: PropertySource | undefined, around: Surroundings): string[] => [
  ...(why.error === undefined ? [] : [`it could not be evaluated: ${why.error}`]),
  ...(why.environment === undefined
    ? []
    : [`the environment still could: ${listed(why.environment.map(({ action, args }) => actionText(action, args)))}`]),
  ...refusedLines(why.refused ?? [], around),
  ...(why.because.length === 0 ? [] : ["because"]),
  ...indented(distinct(why.because.map((because) => becauseText(because, source))), 2),
  ...(why.sufficient?.length
    ? [`${why.sufficient.length > 1 ? "any of these would rule it out" : "this would rule it out"}`]
    : []),
  ...indented(
    (why.sufficient ?? []).map(
      ({ action, fairness, by }) => `${action} is ${fairness}ly fair${by === undefined ? "" : ` for each ${by.join(" and ")}`}`,
    ),
    2,
  ),
  ...(why.abstract === undefined ? [] : abstractLines(trace, why.abstract, around.spec)),
];

const distinct = (lines: readonly string[]): string[] => [...new Set(lines)];

/** `rm = rm2 fails s.rm[rm].state === "prepared"`. */
const refusedLines = (refused: readonly Refused[], { original = () => undefined, paint }: Surroundings): string[] => {
  if (refused.length === 0) return [];
  const texts = refused.map(({ action, condition, text = "", choices }): Row => {
    const guard = original(text) ?? text.replace(/\s+/g, " ");
    const times = choices > 1 ? ` (${choices} times)` : "";
    return [
      action,
      choices === 0 ? "has nothing to be done with" : `${condition === undefined ? "" : `${condition}: `}${guard}${times}`,
    ];
  });
  return ["each action is refused", ...rows(texts, paint)];
};

const becauseText = ({ over, quantifier, predicate, result, values }: Because, source: PropertySource | undefined): string => {
  const parameter = /^\(?\s*([A-Za-z_$][\w$]*)\s*\)?\s*=>/.exec(predicate)?.[1];
  const of = source?.original(predicate) ?? (parameter === undefined ? predicate : predicate.replace(/^.*?=>\s*/, ""));
  const all = parameter === undefined || parameter === over ? over : `${parameter} of ${over}`;
  const named = values.map((value) => valueText(value)).join(", ");
  const one = parameter === undefined ? named : `${parameter} = ${named}`;
  return match({ quantifier, result })
    .with({ quantifier: "some", result: false }, () => `no ${all} satisfies ${of}`)
    .with({ quantifier: "some" }, () => `${one} satisfies ${of}`)
    .with({ quantifier: "every", result: false }, () => `${one} fails ${of}`)
    .with({ quantifier: "every" }, () => `every ${all} satisfies ${of}`)
    .otherwise(() => `${values.length} of ${over} satisfy ${of}${values.length > 0 ? `: ${named}` : ""}`);
};

/** The step as the other spec sees it, which has no such step. */
const abstractLines = (
  trace: Trace,
  { of, before, after }: NonNullable<Why["abstract"]>,
  spec: AnySpec | undefined,
): string[] => {
  const refined = trace.property === undefined ? undefined : spec?.refines?.[trace.property];
  const fields = (refined as { readonly of?: { readonly spec: AnySpec } } | undefined)?.of?.spec.state;
  if (!isObject(after)) return [`as ${of} sees it: ${valueText(after)}`];
  if (!isObject(before)) return [`as ${of} sees it`, ...indented(stateText(after, fields), 2)];
  return [
    `as ${of} sees it, from`,
    ...indented(stateText(before, fields), 2),
    "to",
    ...indented(stateChange(before, after, fields), 2),
  ];
};
