import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import type { Result } from "../../checker/result.ts";
import type { Figures } from "./figures.ts";
import type { Row } from "./rows.ts";

const top = resolve(import.meta.dirname, "../..");
/** The built command: run through tsx, each function would carry a wrapper of esbuild's that slows what is measured. */
const main = join(top, "dist/checker/cli/main.js");

/** A verdict came out, be it that a limit did. */
const decided = [0, 3];

const run = (nodeArgs: readonly string[], args: readonly string[]) => {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [...nodeArgs, main, "check", ...args], {
    cwd: top,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (!decided.includes(status ?? -1))
    throw new Error(`quorate check ${args.join(" ")} ended with ${status}: ${stderr || stdout}`);
  return { stdout, stderr };
};

/** One search in a process of its own. */
export const checked = ({ args, engine }: Row): Figures => {
  const { stdout } = run([], [...args, "--engine", engine, "--json"]);
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  const { states, generated, seconds, bytesPerState } = JSON.parse(last) as Result;
  return { states, generated, seconds, bytesPerState };
};

// The process says at its end how much memory it held at most: a parent that is Node cannot ask for a child's.
const mark = "quorate-bench-max-rss";
const tellsMemory = `process.on("exit", () => process.stderr.write("${mark}=" + process.resourceUsage().maxRSS + "\\n"))`;

/** A whole command, as its user waits for it: wall time, and the most memory that it held. */
export const started = (target: string): { seconds: number; mebibytes: number } => {
  const before = performance.now();
  const { stderr } = run(["--import", `data:text/javascript,${encodeURIComponent(tellsMemory)}`], [target]);
  const seconds = (performance.now() - before) / 1000;
  const [, kibibytes] = stderr.match(new RegExp(`${mark}=(\\d+)`)) ?? [];
  return { seconds, mebibytes: Number(kibibytes) / 1024 };
};
