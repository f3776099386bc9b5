import type { AnySpec } from "../../specs/language/index.ts";
import type { Trace } from "../result.ts";
import { indented } from "./rows.ts";
import { stateChange } from "./state-change.ts";
import { stateText } from "./state-text.ts";
import { actionText } from "./value-text.ts";

/** A run as numbered steps: the initial state in full, then of each action only what it changed. */
export const traceLines = (trace: Trace, spec: AnySpec | undefined): string[] => {
  const width = String(trace.steps.length - 1).length;
  const steps = trace.steps.flatMap((step, i) => {
    const before = i === 0 ? undefined : trace.steps[i - 1].state;
    const title = before === undefined ? "initially" : actionText(step.action, step.args);
    const lines = before === undefined ? stateText(step.state, spec?.state) : stateChange(before, step.state, spec?.state);
    const shown = lines.length > 0 ? lines : ["(changes nothing)"];
    return [`  ${String(i).padStart(width)}  ${title}`, ...indented(shown, 6 + width)];
  });
  return trace.loop === undefined
    ? steps
    : [...steps, `  ${" ".repeat(width)}  ${forEver(trace.loop, trace.steps.length - 1)}`];
};

const forEver = (loop: number, last: number): string =>
  loop === last ? "and so it stays for ever" : `and from there as after ${loop} again, for ever`;
