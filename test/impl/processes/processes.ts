// Processes of a test's own: each is known by its id, and ended with the test.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Process {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout(): string;
  stderr(): string;
  /** Waits for what it says on stdout, or by `send`; rejects if the process ends before that. */
  says<T>(look: (said: { readonly stdout: string; readonly sent: readonly unknown[] }) => T | undefined): Promise<T>;
}

export const started = (command: string, args: readonly string[], options: SpawnOptions = {}): Process => {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe", "ipc"], ...options });
  let [stdout, stderr] = ["", ""];
  const sent: unknown[] = [];
  let isOver = false;
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
    changed();
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  child.on("message", (message) => {
    sent.push(message);
    changed();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (status, signal) => {
      isOver = true;
      resolve({ status, signal });
      changed();
    });
  });
  const says: Process["says"] = (look) =>
    new Promise((resolve, reject) => {
      const watcher = () => {
        const found = look({ stdout, sent });
        if (found === undefined && !isOver) return;
        watchers.delete(watcher);
        if (found === undefined) reject(new Error(`process ${child.pid} ended before it said what was waited for: ${stderr}`));
        else resolve(found);
      };
      watchers.add(watcher);
      watcher();
    });
  return { child, ended, says, stdout: () => stdout, stderr: () => stderr };
};

/** Ends it for good, if it has not ended. */
export const kill = async ({ child, ended }: Process): Promise<Ended> => {
  child.kill("SIGKILL");
  return ended;
};

/** What never comes is an error that says what was waited for. */
export const within = <T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds} ms in vain for ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};
