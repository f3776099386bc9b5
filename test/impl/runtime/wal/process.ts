// A process that uses a log on the real disk, for tests that kill it: says on its standard output what it was told.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { LogError } from "../../../../impl/runtime/wal/log-error.ts";
import { openLog } from "../../../../impl/runtime/wal/open-log.ts";
import type { Lines } from "./workload.ts";

export const REAL = { cluster: "bank", node: "b", protocol: "lines", version: 1, segmentBytes: 20_000 };

const file = fileURLToPath(import.meta.url);

export interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it said so far. */
  readonly said: string[];
  /** Waits until it has said so many lines, or has ended. */
  until(lines: number): Promise<void>;
  ended: Promise<NodeJS.Signals | number | null>;
}

/** `hold`: opens the log and waits. `append`: appends without end, and says how far the log is durable. */
export const start = (role: "hold" | "append", directory: string): Started => {
  const child = spawn(process.execPath, ["--import", "tsx", file, role, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const said: string[] = [];
  let heard = () => {};
  createInterface({ input: child.stdout! }).on("line", (line) => {
    said.push(line);
    heard();
  });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.on("close", (code, signal) => {
      resolve(signal ?? code);
      heard();
    });
  });
  const until = async (lines: number): Promise<void> => {
    while (said.length < lines && child.exitCode === null && child.signalCode === null)
      await new Promise<void>((resolve) => (heard = resolve));
  };
  return { child, pid: child.pid!, said, until, ended };
};

/** Which record has this number: its length depends on it, so that frames end anywhere. */
export const lineOf = (number: number): Lines["record"] => ({ type: "line", number, text: "x".repeat((number * 37) % 500) });

const append = async (directory: string): Promise<never> => {
  const { log, durable } = await openLog<Lines>(directory, REAL);
  say(`held ${durable.lsn}`);
  for (;;) {
    for (let batch = 0; batch < 5; batch++) {
      for (let record = 0; record <= batch; record++) log.append([lineOf(log.lsn + 1)]);
      void log.sync().then((lsn) => say(String(lsn)));
    }
    // Once in a while most of it is discarded.
    if (log.lsn % 400 < 15) void log.discard(log.lsn - 100);
    await log.sync();
  }
};

const hold = async (directory: string): Promise<void> => {
  try {
    await openLog<Lines>(directory, REAL);
    say("held");
    setInterval(() => {}, 1000);
  } catch (error) {
    say(error instanceof LogError ? `${error.code}: ${error.message}` : String(error));
  }
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (process.argv[1] === file) {
  const [, , role, directory] = process.argv;
  await (role === "hold" ? hold(directory) : append(directory));
}
