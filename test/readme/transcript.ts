// A block of commands and what was seen: `$ command`, then its output, again and again.
import { normalised } from "../golden.ts";

export interface Exchange {
  readonly command: string;
  readonly output: string;
}

const isCommand = (line: string) => line.startsWith("$ ");

export const exchanges = (text: string): Exchange[] => {
  const lines = text.split("\n");
  const starts = lines.flatMap((line, i) => (isCommand(line) ? [i] : []));
  return starts.map((start, i) => ({
    command: lines[start].slice(2),
    output: lines
      .slice(start + 1, starts[i + 1])
      .join("\n")
      .trimEnd(),
  }));
};

export const transcript = (all: readonly Exchange[]): string =>
  all.map(({ command, output }) => `$ ${command}\n${output.trimEnd()}${output.trim() ? "\n" : ""}`).join("");

/** The same but for how long it took. */
export const isSame = (one: string, other: string): boolean => normalised(one) === normalised(other);
