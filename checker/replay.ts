import type { AnySpec, Instance, Mutant } from "../specs/language/index.ts";
import type { Model } from "./model/model.ts";
import { modelOf } from "./model/model-of.ts";
import { Judge } from "./reference/judge.ts";
import type { Trace } from "./result.ts";
import { confirmEnd } from "./trace/confirm-end.ts";
import { malformed } from "./trace/malformed.ts";
import { Differs, replaySteps } from "./trace/replay-steps.ts";

/** Whether a trace shows again what it says, and if not, where it differs. */
export interface ReplayResult {
  readonly confirmed: boolean;
  /** What was confirmed, or how it differs. */
  readonly message: string;
  /** Where it differs: 0 is the initial state. */
  readonly step?: number;
}

/** Runs a saved trace again through the reference engine, each step and then the verdict. Nothing is thrown. */
export const replay = (trace: Trace, instance: Instance<AnySpec>): ReplayResult => {
  try {
    const wrong = malformed(trace);
    if (wrong !== undefined) throw new Differs(wrong.message, wrong.step);
    belongs(trace, instance);
    // A run is one of the spec itself, whichever states its search took for one.
    const model = modelOf(instance, trace.property === undefined ? undefined : [trace.property], false);
    const judge = new Judge(model);
    const run = replaySteps(model, judge, trace);
    confirmEnd(model, judge, run, trace);
    const then = trace.verdict === "incomplete" ? ", as they were taken" : `, and then: ${said(trace, model)}`;
    return { confirmed: true, message: `${steps(trace)} again${then}` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { confirmed: false, message, ...(error instanceof Differs && error.step !== undefined ? { step: error.step } : {}) };
  }
};

const belongs = (trace: Trace, instance: Instance<AnySpec>): void => {
  const { mutant } = instance as Partial<Mutant<AnySpec>>;
  const named = (target: string, mistake: string | undefined) =>
    mistake === undefined ? target : `${target} with the mistake "${mistake}"`;
  if (trace.target === instance.target && trace.mutant === mutant) return;
  throw new Differs(`the trace is of ${named(trace.target, trace.mutant)}, and this is ${named(instance.target, mutant)}.`);
};

const steps = ({ steps: { length } }: Trace): string => (length === 2 ? "1 action" : `${length - 1} actions`);

const said = ({ kind, property, why }: Trace, model: Model): string => {
  if (why?.error !== undefined) return why.error;
  if (kind === "deadlock") return "nothing more can happen";
  if (kind === "witness") return `${property} is reached`;
  return `${property} of ${model.spec.name} does not hold`;
};
