import type { AnySpec } from "../../specs/language/index.ts";
import type { Trace } from "../result.ts";
import { indented } from "./rows.ts";
import { stateChange } from "./state-change.ts";
import { stateText } from "./state-text.ts";
import { actionText } from "./value-text.ts";

/** A run as numbered steps: the initial state in full, then of each action only what it changed. */
export const traceLines = (trace: Trace, spec: AnySpec | undefined): string[] => {
  const width = String(trace.steps.length - 1).length;
  return trace.steps.flatMap((step, i) => {
    const before = i === 0 ? undefined : trace.steps[i - 1].state;
    const title = before === undefined ? "initially" : actionText(step.action, step.args);
    const lines = before === undefined ? stateText(step.state, spec?.state) : stateChange(before, step.state, spec?.state);
    const again = trace.loop === i ? ["(the run comes back here, for ever)"] : [];
    const shown = lines.length > 0 ? lines : ["(changes nothing)"];
    return [`  ${String(i).padStart(width)}  ${title}`, ...indented([...again, ...shown], 6 + width)];
  });
};
