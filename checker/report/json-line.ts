import type { Result } from "../result.ts";

/** A result as one line of JSON: the fields of `Result`. Of an error the stack is not among them. */
export const jsonLine = (result: Result): string => {
  const message = messageOf(result);
  return JSON.stringify({
    schema: result.schema,
    verdict: result.verdict,
    expected: result.expected,
    target: result.target,
    states: result.states,
    generated: result.generated,
    depth: result.depth,
    cut: result.cut,
    seconds: result.seconds,
    statesPerSecond: result.statesPerSecond,
    generatedPerSecond: result.generatedPerSecond,
    bytesPerState: result.bytesPerState,
    properties: result.properties,
    actions: result.actions,
    strength: result.strength,
    violations: result.violations,
    ...(result.symmetric === undefined ? {} : { symmetric: result.symmetric }),
    ...(result.workers === undefined ? {} : { workers: result.workers }),
    ...(message === undefined ? {} : { message }),
    ...(result.stateHash === undefined ? {} : { stateHash: result.stateHash }),
    ...(result.mutant === undefined ? {} : { mutant: result.mutant }),
    ...(result.stoppedBy === undefined ? {} : { stoppedBy: result.stoppedBy }),
    engine: result.engine,
    mismatches: result.mismatches,
  });
};

/** Counts other than recorded change the exit status, so the line says them too. */
const messageOf = ({ message, mismatches }: Result): string | undefined => {
  const counts = mismatches.map(({ what, expected, found }) => `${what}=${expected} is recorded, found ${found}`).join("; ");
  return [message, counts].filter((text) => text !== undefined && text !== "").join("; ") || undefined;
};
