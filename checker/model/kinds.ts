import type { Instance } from "../../specs/language/instance.ts";
import type { AnySpec } from "../../specs/language/spec.ts";
import { SpecError } from "../../specs/language/spec-error.ts";
import { showAny } from "../reference/show.ts";
import type { Loose } from "./model.ts";

/** What may stand under a name, and the words in which it is asked for. */
interface Kind {
  readonly is: (given: Loose) => boolean;
  readonly asks: string;
}

const isGroup = (given: Loose): boolean => typeof given === "object" && given !== null && !Array.isArray(given);
const isFunction = (given: Loose): boolean => typeof given === "function";
const isText = (given: Loose): boolean => typeof given === "string" && /^[^\n]*\S[^\n]*$/.test(given);
const VERDICTS: readonly unknown[] = ["verified", "violated", "deadlocked", "unwitnessed", "incomplete", "error"];

const group: Kind = { is: isGroup, asks: "an object that gives each its name: { name: ... }" };
const bound: Kind = { is: (given) => isFunction(given) || isGroup(given), asks: "a function, or several by name" };
const predicate: Kind = { is: isFunction, asks: "a function of the state" };
const flag: Kind = {
  is: (given) => given === true || given === false,
  asks: "true or false. An optional constant may be left out: constants.lossy ?? false",
};
const text: Kind = { is: isText, asks: "some words in quotes, on one line" };
const list: Kind = { is: Array.isArray, asks: "a list: [...]" };
const count: Kind = { is: (given) => Number.isInteger(given) && given >= 0, asks: "a whole number" };
const verdict: Kind = { is: (given) => VERDICTS.includes(given), asks: `one of ${VERDICTS.join(", ")}` };

type Kinds = Readonly<Record<string, Kind>>;

const NEEDED: Kinds = { name: text, state: group, actions: group };
const SPEC: Kinds = {
  invariants: group,
  steps: group,
  witnesses: group,
  refines: group,
  liveness: group,
  fairness: group,
  symmetric: list,
  terminal: predicate,
};
const ACTION: Kinds = { environment: flag, params: group, guard: bound };
const OPTIONS: Kinds = {
  name: text,
  default: flag,
  within: bound,
  allow: bound,
  deadlockAllowed: { is: isText, asks: "the reason in words, or leave it out where a deadlock is a mistake" },
  outOfReach: list,
  symmetry: flag,
  expect: group,
};
const EXPECTATION: Kinds = { verdict, states: count, generated: count, depth: count };

/** Refuses what is not of the kind that its name asks for: a function in place of several by name would never be asked. */
export const knownKinds = ({ spec, target, options }: Instance<AnySpec>): void => {
  refuseOthers(isText(spec.name) ? spec.name : "the spec", spec, NEEDED, true);
  refuseOthers(spec.name, spec, SPEC);
  for (const [name, action] of Object.entries<Loose>(spec.actions)) {
    const place = `${spec.name}.${name}`;
    if (!isGroup(action)) throw wrong(place, action, "an object with its effect: { effect: (s, args) => { ... } }");
    refuseOthers(place, action, ACTION);
    refuseWhen(place, action);
  }
  for (const kind of ["invariants", "steps", "witnesses", "refines", "liveness"] as const)
    for (const [name, property] of Object.entries<Loose>(spec[kind] ?? {}))
      refuseWhen(`${spec.name}.${kind}.${name}`, property);
  if (!isGroup(options)) throw wrong(`${target}: options`, options, "an object: { name, within, ... }");
  refuseOthers(`${target}: options`, options, OPTIONS);
  refuseOthers(`${target}: options.expect`, options.expect ?? {}, EXPECTATION);
};

const wrong = (place: string, given: unknown, asks: string): SpecError =>
  new SpecError(`${place} is ${shown(given)}. Give ${asks}.`);

const shown = (given: unknown): string => {
  if (typeof given === "function") return "a function";
  return Array.isArray(given) ? "a list" : showAny(given);
};

const refuseOthers = (place: string, holder: Loose, kinds: Kinds, areNeeded = false): void => {
  for (const [name, { is, asks }] of Object.entries(kinds)) {
    const given = holder[name];
    if ((areNeeded || given !== undefined) && !is(given)) throw wrong(`${place}.${name}`, given, asks);
  }
};

/** A condition that is undefined is a constant that was not given, and says nothing about what is to be left out. */
const refuseWhen = (place: string, part: Loose): void => {
  const isPart = typeof part === "function" || isGroup(part);
  if (isPart && Object.hasOwn(part, "when") && !flag.is(part.when)) throw wrong(`${place}: when`, part.when, flag.asks);
};
