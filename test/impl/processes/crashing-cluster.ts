// A cluster of processes that can be told where to kill themselves, and that are started again at the same address.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { NodeId } from "../../../impl/runtime/core.ts";
import type { Address } from "../../../impl/runtime/tcp/address.ts";
import type { CrashPoint, Tell, Told } from "./crash-point.ts";
import type { Setup } from "./crashing-node.ts";
import { freeAddress } from "./free-ports.ts";
import { kill, type Process, started, within } from "./processes.ts";

export interface CrashingCluster<N extends NodeId> {
  readonly addresses: Readonly<Record<N, Address>>;
  /** The folder of a node's log. */
  folderOf(node: N): string;
  /** From now on the node ends where it comes to this point. */
  crashAt(node: N, point: CrashPoint): Promise<void>;
  /** When it has come there. */
  ended(node: N): Promise<void>;
  /** When it has come there and has been started again. */
  crashed(node: N): Promise<void>;
  /** At whatever point it is. */
  kill(node: N): Promise<void>;
  /** Kills it and starts it again. */
  restart(node: N): Promise<void>;
  /** Kills them all and starts them again. */
  killAll(): Promise<void>;
  /** Stops them as an operator does, and gives their exit statuses. */
  stopAll(): Promise<(number | null)[]>;
}

export const crashingCluster = async <N extends NodeId>(
  program: string,
  nodes: readonly N[],
  presumed?: Setup["presumed"],
): Promise<CrashingCluster<N>> => {
  const home = mkdtempSync(join(tmpdir(), "quorate-crashes-"));
  const addresses = {} as Record<N, Address>;
  for (const node of nodes) addresses[node] = await freeAddress();
  const folderOf = (node: N) => join(home, node);
  const running = {} as Record<N, Process>;
  onTestFinished(async () => {
    for (const process of Object.values<Process>(running)) await kill(process);
    rmSync(home, { recursive: true, force: true });
  });

  const start = async (node: N, initialise: boolean): Promise<void> => {
    const setup: Setup = { self: node, peers: addresses, data: folderOf(node), initialise, ...(presumed && { presumed }) };
    running[node] = started(process.execPath, [program, JSON.stringify(setup)]);
    await heard(node, "ready");
  };
  const heard = (node: N, what: string) => running[node].says(({ sent }) => (sent as Told[]).find((told) => what in told));
  const ended = async (node: N): Promise<void> => {
    const { signal, status } = await within(20_000, `the end of ${node}`, running[node].ended);
    if (signal !== "SIGKILL") throw new Error(`${node} ended with ${status ?? signal}: ${running[node].stderr()}`);
  };

  const restart = async (node: N): Promise<void> => {
    await kill(running[node]);
    await start(node, false);
  };

  await Promise.all(nodes.map((node) => start(node, true)));
  return {
    addresses,
    folderOf,
    crashAt: async (node, crashAt) => {
      running[node].child.send({ crashAt } satisfies Tell);
      await heard(node, "armed");
    },
    ended,
    kill: async (node) => {
      await kill(running[node]);
    },
    crashed: async (node) => {
      await ended(node);
      await start(node, false);
    },
    restart,
    killAll: async () => {
      await Promise.all(nodes.map(restart));
    },
    stopAll: () =>
      Promise.all(
        nodes.map(async (node) => {
          running[node].child.kill("SIGTERM");
          return (await running[node].ended).status;
        }),
      ),
  };
};
