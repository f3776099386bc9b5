// What is wrong with the shape of a trace that comes from a file, which may be cut short or edited by hand.

type Loose = { readonly [name: string]: unknown };
type Is = (value: unknown) => boolean;

const isText: Is = (value) => typeof value === "string";
const isObject: Is = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isResult: Is = (value) => typeof value === "boolean" || typeof value === "number";
const isAnything: Is = () => true;
const listOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is);
const optional =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value);
const having =
  (fields: { readonly [name: string]: Is }): Is =>
  (value) =>
    isObject(value) && Object.entries(fields).every(([name, is]) => is((value as Loose)[name]));

const isStep = { action: isText, args: isObject };
const isWhy = having({
  because: listOf(
    having({ over: isText, quantifier: isText, predicate: isText, result: isResult, values: listOf(isAnything) }),
  ),
  error: optional(isText),
  environment: optional(listOf(having(isStep))),
  refused: optional(
    listOf(
      having({ action: isText, condition: optional(isText), text: optional(isText), choices: (n) => Number.isInteger(n) }),
    ),
  ),
  sufficient: optional(listOf(having({ action: isText, fairness: isText, by: optional(listOf(isText)) }))),
  abstract: optional(having({ of: isText })),
});
const KINDS: readonly unknown[] = [undefined, "invariant", "step", "witness", "refinement", "deadlock", "liveness"];

const PARTS: { readonly [name: string]: Is } = {
  target: isText,
  verdict: isText,
  module: optional(isText),
  path: optional(isText),
  mutant: optional(isText),
  property: optional(isText),
  kind: (value) => KINDS.includes(value),
  why: optional(isWhy),
};

/** What about a trace's shape is not as it was saved, and at which step; whether it is a run is another question. */
export const malformed = (trace: unknown): { readonly message: string; readonly step?: number } | undefined => {
  if (!isObject(trace)) return { message: "this is no trace." };
  const parts = trace as Loose;
  const odd = Object.keys(PARTS).find((name) => !PARTS[name](parts[name]));
  if (odd !== undefined) return { message: `the trace's ${odd} is not as it was saved.` };
  const { steps, loop } = parts;
  if (!Array.isArray(steps) || steps.length === 0) return { message: "the trace has no steps." };
  const step = steps.findIndex((one) => !having({ ...isStep, state: isObject })(one));
  if (step >= 0) return { message: "this is no step with an action, its args and the state after it.", step };
  if (steps[0].action !== "init") return { message: "a run begins with the step init.", step: 0 };
  if (loop !== undefined && !(Number.isInteger(loop) && Object.hasOwn(steps, loop as number)))
    return { message: "the trace's loop is none of its steps." };
  return undefined;
};
