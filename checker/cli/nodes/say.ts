import type { AskFlags } from "./node-options.ts";

/** What the clients' commands end with: as `--help` of each says. */
export const DONE = 0;
export const NOT_DONE = 1;
export const NOT_KNOWN = 3;

/**
 * Says what came of a command, and gives its status back. What was asked for goes to stdout, so that a script can take it from
 * there, and why there is nothing goes to stderr; as JSON, all goes to stdout.
 */
export const say = (status: number, text: string, answer: object, { json }: AskFlags): number => {
  if (json) process.stdout.write(`${JSON.stringify(answer)}\n`);
  else if (status === DONE) process.stdout.write(`${text}\n`);
  else process.stderr.write(`quorate: ${text}\n`);
  return status;
};
