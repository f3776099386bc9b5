import type { Mutant } from "../../specs/language/mutant.ts";
import type { Finding } from "../explore/search.ts";
import type { Model } from "../model/model.ts";
import { Judge } from "../reference/judge.ts";
import type { PlainState } from "../reference/plain.ts";
import { argumentsToJson, stateToJson } from "../reference/state-json.ts";
import { unsteady } from "../reference/unsteady.ts";
import type { Json, PropertyKind, Trace, TraceStep, Verdict, Why } from "../result.ts";
import { asymmetric } from "../symmetry/asymmetric.ts";
import { endsAsSaid } from "./confirm-end.ts";
import { type Run, retrace } from "./retrace.ts";
import { stuck } from "./stuck.ts";
import { whyOf } from "./why.ts";

/** What a run goes to show. */
export interface Shown {
  readonly verdict: Verdict;
  readonly kind?: PropertyKind;
  readonly property?: string;
  /** Of a run that ends where the spec is wrong: what was said. */
  readonly error?: string;
  /** Of a run that goes on for ever. */
  readonly lasso?: Pick<Finding, "loop" | "isTaken" | "sufficient">;
  /** Of a run whose steps are known, which those are. */
  readonly isTaken?: Finding["isTaken"];
}

/** A run of states as a trace: each step named, the last one explained. */
export const traceOf = (model: Model, states: readonly PlainState[], shown: Shown): Trace => {
  const { verdict, kind, property, lasso, isTaken = lasso?.isTaken } = shown;
  const run = retrace(model, states, kind === "step" ? property : undefined, isTaken);
  if (!lasso && kind && !endsAsSaid(model, new Judge(model), run, shown))
    throw model.symmetric.length > 0 ? asymmetric(model, property) : unsteady(model, property!, "at the end of a run");
  const why = reasons(model, run, shown);
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
    ...(lasso?.loop === undefined ? {} : { loop: lasso.loop }),
  };
};

const reasons = (model: Model, run: Run, { kind, property, error, lasso }: Shown): Why | undefined => {
  if (error !== undefined) return { because: [], error };
  if (kind === "deadlock") return stuck(model, run.steps.at(-1)?.after ?? run.initial);
  if (lasso?.sufficient) return { because: [], sufficient: lasso.sufficient };
  return explained(model, run, kind, property);
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
