import type { ReplayResult } from "../replay.ts";
import type { Trace } from "../result.ts";
import type { Surroundings } from "./surroundings.ts";
import { traceLines } from "./trace-lines.ts";
import { whyLines } from "./why-lines.ts";

/** A trace that was replayed: the whole run where it shows again what it says, else as far as it went. */
export const replayLines = (trace: Trace, { confirmed, message, step }: ReplayResult, around: Surroundings): string[] => {
  const run = confirmed ? trace : { ...trace, steps: trace.steps.slice(0, (step ?? trace.steps.length - 1) + 1) };
  const end = confirmed
    ? // A run that was only to be shown goes to show nothing.
      trace.verdict === "incomplete"
      ? []
      : whyLines(trace, around)
    : [
        `  × ${step === undefined ? "" : `at ${step === 0 ? "the beginning" : `step ${step}`}: `}${message.replace(/^step \d+: /, "")}`,
      ];
  const counts = `${trace.target} ${trace.property ?? trace.verdict} actions=${trace.steps.length - 1}`;
  const mutant = trace.mutant === undefined ? "" : ` mutant=${JSON.stringify(trace.mutant)}`;
  return [
    trace.target,
    ...traceLines(run, around.spec),
    ...end,
    "",
    `${confirmed ? around.paint.good("confirmed") : around.paint.bad("refuted")} ${counts}${mutant}`,
  ];
};
