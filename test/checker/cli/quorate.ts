// Runs the command as a user would, in a folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export const top = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");
export const counters = `${top}/test/checker/cli/specs/counters.ts`;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** CI is set, since some libraries then colour even a pipe. */
const env = { ...process.env, CI: "1", NO_COLOR: undefined, FORCE_COLOR: undefined };

/** As a URL: what stands in a folder of any name can be imported. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export const start = (cwd: string, ...args: string[]): Running => {
  const child = spawn(process.execPath, ["--import", tsx, `${top}/checker/cli/main.ts`, ...args], { cwd, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  return { child, ended: new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr }))) };
};

export const quorate = (cwd: string, ...args: string[]): Promise<Ended> => start(cwd, ...args).ended;
