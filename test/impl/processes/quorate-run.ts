// The command line's own processes: nodes as an operator starts them, and clients as a user calls them.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { type Address, addressOf, addressText } from "../../../impl/runtime/tcp/address.ts";
import { freeAddress } from "./free-ports.ts";
import { kill, type Process, started } from "./processes.ts";

const main = join(import.meta.dirname, "../../../checker/cli/main.ts");
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "quorate-run-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

/** Ended with the test, if it has not ended. */
export const quorate = (...args: string[]): Process => quorateBy([], ...args);

/** By another program, to which the command is handed as arguments, and which must become it. */
export const quorateBy = (by: readonly string[], ...args: string[]): Process => {
  const [command, ...rest] = [...by, process.execPath, "--import", tsx, main, ...args];
  const running = started(command, rest);
  onTestFinished(async () => void (await kill(running)));
  return running;
};

/** Where a node listens, once it is ready. */
export const ready = (node: Process): Promise<Address> =>
  node.says(({ stdout }) => {
    const [, address] = /is ready at (\S+)\n/.exec(stdout) ?? [];
    return address === undefined ? undefined : addressOf(address);
  });

/** A command's exit status, and what it said: on stdout, or else on stderr. */
export const said = async (...args: string[]): Promise<readonly [status: number | null, text: string]> => {
  const command = quorate(...args);
  const { status } = await command.ended;
  return [status, (command.stdout() || command.stderr()).trimEnd()];
};

export interface Operated<N extends string> {
  readonly nodes: Record<N, Process>;
  readonly addresses: Readonly<Record<N, Address>>;
  folderOf(node: N): string;
  /** By the same command as before, but for `--initialise`. */
  start(node: N): Promise<void>;
}

/** A cluster of nodes that are started for the first time by these arguments, and their own. */
export const operated = async <N extends string>(names: readonly N[], ...args: string[]): Promise<Operated<N>> => {
  const home = folder();
  const addresses = {} as Record<N, Address>;
  for (const name of names) addresses[name] = await freeAddress();
  const peers = names.map((name) => `${name}=${addressText(addresses[name])}`).join();
  const nodes = {} as Record<N, Process>;
  const folderOf = (node: N) => join(home, node);
  const start = async (node: N, ...more: string[]): Promise<void> => {
    nodes[node] = quorate("run", ...args, "--id", node, "--peers", peers, "--data", folderOf(node), ...more);
    await ready(nodes[node]);
  };
  await Promise.all(names.map((name) => start(name, "--initialise")));
  return { nodes, addresses, folderOf, start: (node) => start(node) };
};
