// Nodes as processes, started and killed by a test that knows each by its id.
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";

export interface NodeProcess {
  readonly child: ChildProcess;
  /** Rejects if the process ends before it runs a node. */
  readonly address: Promise<Address>;
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>;
  stderr(): string;
  tell(peer: string, address: Address): void;
}

const program = fileURLToPath(new URL("./adder-process.ts", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export const startProcess = (self: string, data: string, port: number, ...more: string[]): NodeProcess => {
  const child = spawn(process.execPath, ["--import", tsx, program, self, data, String(port), ...more], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended: NodeProcess["ended"] = new Promise((resolve) =>
    child.on("close", (status, signal) => resolve({ status, signal })),
  );
  const address = new Promise<Address>((resolve, reject) => {
    child.once("message", (said: { address: Address }) => resolve(said.address));
    void ended.then(() => reject(new Error(`node ${self} ended before it ran: ${stderr}`)));
  });
  address.catch(() => undefined);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    child,
    address,
    ended,
    stderr: () => stderr,
    tell: (peer, to) => {
      if (child.connected) child.send({ peer, address: to });
    },
  };
};
