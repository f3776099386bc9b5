import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { SpecError } from "../../specs/language/spec-error.ts";
import type { Trace } from "../result.ts";
import { malformed } from "../trace/malformed.ts";

/** A trace from a file: one that was saved, or the first in what `check --json` or `simulate --json` printed. */
export const readTrace = (file: string, cwd: string): Trace => {
  const traces = valuesIn(textOf(file, cwd)).flatMap((value) => [
    value,
    ...(Array.isArray(value?.violations) ? value.violations : []),
    value?.shown,
  ]);
  const trace = traces.find(isTrace);
  if (trace !== undefined) return wellFormed(trace, file);
  throw new SpecError(`${file} holds no trace; it must be one that check has saved, or lines of check --json with a violation`);
};

const wellFormed = (trace: Trace, file: string): Trace => {
  const { message, step } = malformed(trace) ?? {};
  if (message === undefined) return trace;
  throw new SpecError(`${file} was changed since it was saved: ${step === undefined ? "" : `step ${step}: `}${message}`);
};

const textOf = (file: string, cwd: string): string => {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (cause) {
    throw new SpecError(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

interface Loose {
  readonly [name: string]: unknown;
}

const valuesIn = (text: string): (Loose | undefined)[] => {
  const whole = parsed(text);
  return whole !== undefined ? [whole] : text.split("\n").map(parsed);
};

const parsed = (text: string): Loose | undefined => {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
};

const isTrace = (value: unknown): value is Trace => {
  const { schema, target, verdict, steps } = (value ?? {}) as Loose;
  return schema === 1 && typeof target === "string" && typeof verdict === "string" && Array.isArray(steps) && steps.length > 0;
};
