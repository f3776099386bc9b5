// A node as a process that kills itself where it is told to: `crashing-node.ts SETUP`, in JSON.
import { CLUSTER } from "../../../checker/cli/nodes/members.ts";
import { commitConfig } from "../../../impl/commit/two-phase-commit/config.ts";
import { twoPhaseCommit } from "../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import type { Presumed } from "../../../impl/commit/two-phase-commit/variants.ts";
import * as commitWire from "../../../impl/commit/two-phase-commit/wire.ts";
import { quorumStoreConfig } from "../../../impl/replication/quorum-store/config.ts";
import { quorumStore } from "../../../impl/replication/quorum-store/quorum-store.ts";
import * as storeWire from "../../../impl/replication/quorum-store/wire.ts";
import type { NodeId, Protocol } from "../../../impl/runtime/core.ts";
import { type RunOptions, runNode } from "../../../impl/runtime/server/run-node.ts";
import type { Address } from "../../../impl/runtime/tcp/address.ts";
import type { Tell, Told } from "./crash-point.ts";
import { selfKilling } from "./self-killing.ts";

export interface Setup {
  readonly self: NodeId;
  /** In the order of `nodes`. */
  readonly peers: Readonly<Record<NodeId, Address>>;
  readonly data: string;
  readonly initialise: boolean;
  /** Two-phase commit with the first node as coordinator, which presumes this; else a quorum store. */
  readonly presumed?: Presumed;
}

const setup: Setup = JSON.parse(process.argv[2]);
const { self, peers, data, initialise, presumed } = setup;
const nodes = Object.keys(peers);

const run = <P extends Protocol>(protocol: Pick<RunOptions<P>, "core" | "config" | "isMessage" | "isCommand">) => {
  const { crashAt, onEvent, ground } = selfKilling<P>();
  const tell = (told: Told) => process.send?.(told);
  process.on("message", (told: Tell) => {
    crashAt(told.crashAt);
    tell({ armed: true });
  });
  const limits = { backoffMs: [5, 50] } as const;
  return runNode<P>(
    { ...protocol, cluster: CLUSTER, self, peers, data, initialise, limits, onEvent },
    () => tell({ ready: true }),
    ground,
  );
};

const runCommit = (what: Presumed) => {
  const [coordinator, ...participants] = nodes;
  // Shorter than usual, since much is waited for here.
  const milliseconds = { votes: [300, 500], again: [30, 60], inDoubt: [30, 60] } as const;
  // Who is in doubt takes over at once: so it does so more often.
  const config = commitConfig({ coordinator, participants, presumed: what, milliseconds, takesOverAfter: 0 });
  return run({ core: twoPhaseCommit(), config, isMessage: commitWire.isMessage, isCommand: commitWire.isCommand });
};

const runStore = () => {
  const config = quorumStoreConfig({ nodes, retry: { milliseconds: [50, 100], times: 20 } });
  return run({ core: quorumStore(), config, isMessage: storeWire.isMessage, isCommand: storeWire.isCommand });
};

process.exitCode = await (presumed === undefined ? runStore() : runCommit(presumed));
if (process.connected) process.disconnect();
