import type { Result } from "../result.ts";

/** A result as one line of JSON, with exactly the fields that DESIGN.md §4 promises to whoever reads them. */
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
    ...(message === undefined ? {} : { message }),
    ...(result.stateHash === undefined ? {} : { stateHash: result.stateHash }),
  });
};

/** Counts other than recorded change the exit status, so the line says them too. */
const messageOf = ({ message, mismatches }: Result): string | undefined => {
  const counts = mismatches.map(({ what, expected, found }) => `${what}=${expected} is recorded, found ${found}`).join("; ");
  return [message, counts].filter((text) => text !== undefined && text !== "").join("; ") || undefined;
};
