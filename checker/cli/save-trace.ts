import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Trace } from "../result.ts";

/** Where counterexamples are kept, below the working directory. */
const FOLDER = ".quorate";

/** Saves a trace and gives the command that replays it; where nothing can be written, another way to the same end. */
export const saveTrace = (trace: Trace, cwd: string, name = traceName(trace)): string => {
  const file = join(FOLDER, `${name}.trace.json`);
  try {
    mkdirSync(join(cwd, FOLDER), { recursive: true });
    // The folder keeps itself out of the user's repository.
    if (!existsSync(join(cwd, FOLDER, ".gitignore"))) writeFileSync(join(cwd, FOLDER, ".gitignore"), "*\n");
    writeFileSync(join(cwd, file), `${JSON.stringify({ ...trace, ...pathOf(trace, join(cwd, FOLDER)) })}\n`);
    return `quorate replay ${file}`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `the trace could not be saved (${why}); add --json > run.json to this check, then: quorate replay run.json`;
  }
};

const pathOf = ({ module }: Trace, folder: string): Pick<Trace, "path"> =>
  module?.startsWith("file:") ? { path: relative(folder, fileURLToPath(module)).replaceAll("\\", "/") } : {};

/** Letters of every alphabet stay as they are; what a shell or a file system could take for something else does not. */
export const traceName = ({ target, mutant, property, verdict }: Trace): string => {
  const parts = [target, mutant, property ?? verdict]
    .filter((part) => part !== undefined)
    .map((part) => part.replace(/[^\p{L}\p{M}\p{N}_]+/gu, "-").replace(/^-|-$/g, ""));
  const name = parts.join(".");
  return Buffer.byteLength(name) <= MOST_BYTES ? name : parts.map(cut).join(".");
};

/** A file's name has at most 255 bytes on most systems, of which the extension and a number need some. */
const MOST_BYTES = 235;

const cut = (part: string): string =>
  Buffer.from(part)
    .subarray(0, MOST_BYTES / 3 - 1)
    .toString()
    .replace(/\uFFFD$/, "");
