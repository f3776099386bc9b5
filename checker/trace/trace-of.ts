import type { Mutant } from "../../specs/language/mutant.ts";
import type { Model } from "../model/model.ts";
import type { PlainState } from "../reference/plain.ts";
import { argumentsToJson, stateToJson } from "../reference/state-json.ts";
import type { Json, PropertyKind, Trace, TraceStep, Verdict, Why } from "../result.ts";
import { type Run, retrace } from "./retrace.ts";
import { whyOf } from "./why.ts";

/** What a run goes to show. */
export interface Shown {
  readonly verdict: Verdict;
  readonly kind?: PropertyKind;
  readonly property?: string;
  /** Of a run that ends where the spec is wrong: what was said. */
  readonly error?: string;
}

/** A run of states as a trace: each step named, the last one explained. */
export const traceOf = (model: Model, states: readonly PlainState[], { verdict, kind, property, error }: Shown): Trace => {
  const run = retrace(model, states, kind === "step" ? property : undefined);
  const why: Why | undefined = error === undefined ? explained(model, run, kind, property) : { because: [], error };
  const { address, constants } = model.instance;
  const { mutant } = model.instance as Partial<Mutant<never>>;
  return {
    schema: 1,
    target: model.target,
    ...(address === undefined ? {} : { module: address.module }),
    ...(mutant === undefined ? {} : { mutant }),
    constants: (constants ?? null) as Json,
    verdict,
    ...(property === undefined ? {} : { property }),
    ...(kind === undefined ? {} : { kind }),
    ...(why === undefined ? {} : { why }),
    steps: stepsOf(model, run),
  };
};

const explained = (
  model: Model,
  { initial, steps }: Run,
  kind: PropertyKind | undefined,
  property: string | undefined,
): Why | undefined => {
  if (kind === undefined || property === undefined) return undefined;
  const last = steps.at(-1);
  if (!last) return whyOf(model, kind, property, { after: initial });
  const { before, after, action, args } = last;
  return whyOf(model, kind, property, { before, after, step: { name: action.name, args } });
};

const stepsOf = ({ variables }: Model, { initial, steps }: Run): TraceStep[] => [
  { action: "init", args: {}, state: stateToJson(variables, initial) },
  ...steps.map(({ action, args, after }) => ({
    action: action.name,
    args: argumentsToJson(action, args),
    state: stateToJson(variables, after),
  })),
];
