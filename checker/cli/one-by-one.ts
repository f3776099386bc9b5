import type { AnyInstance } from "./exports.ts";
import { interruptible } from "./interrupt.ts";
import { type StatusLine, statusLine } from "./status-line.ts";

interface Turn {
  readonly signal: AbortSignal;
  readonly status: StatusLine;
}

/** Takes the targets in turn until Ctrl-C, after which those that are left are named and not begun. */
export const oneByOne = async <I extends AnyInstance>(
  targets: readonly I[],
  take: (target: I, turn: Turn) => Promise<void>,
): Promise<{ readonly interrupted: boolean }> => {
  const status = statusLine(process.stderr);
  const say = (line: string) => {
    status.clear();
    process.stderr.write(`${line}\n`);
  };
  const { signal, release } = interruptible(say);
  let begun = 0;
  for (const target of targets) {
    if (signal.aborted) break;
    begun++;
    await take(target, { signal, status });
  }
  release();
  status.clear();
  if (begun < targets.length) say(`not started: ${targets.slice(begun).map(nameOf).join(", ")}`);
  return { interrupted: signal.aborted };
};

const nameOf = (instance: AnyInstance & { readonly mutant?: string }): string =>
  instance.mutant === undefined ? instance.target : `${instance.target} "${instance.mutant}"`;
