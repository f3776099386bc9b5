import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Trace } from "../result.ts";

/** Where counterexamples are kept, below the working directory. */
const FOLDER = ".quorate";

/** Saves a trace and gives the command that replays it; where nothing can be written, another way to the same end. */
export const saveTrace = (trace: Trace, cwd: string): string => {
  const file = join(FOLDER, `${fileName(trace)}.trace.json`);
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

const fileName = ({ target, mutant, property, verdict }: Trace): string =>
  [target, mutant, property ?? verdict]
    .filter((part) => part !== undefined)
    .map((part) => part.replace(/[^A-Za-z0-9_]+/g, "-").replace(/^-|-$/g, ""))
    .join(".");
