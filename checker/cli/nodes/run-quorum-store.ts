import { type QuorumStoreConfig, quorumStoreConfig } from "../../../impl/replication/quorum-store/config.ts";
import { quorumStore } from "../../../impl/replication/quorum-store/quorum-store.ts";
import { isCommand, isMessage } from "../../../impl/replication/quorum-store/wire.ts";
import type { NodeId } from "../../../impl/runtime/core.ts";
import { asFlags } from "./as-flags.ts";
import { CLUSTER, membersOf } from "./members.ts";
import type { RunStoreFlags } from "./node-options.ts";
import { required } from "./required.ts";
import { serve } from "./serve.ts";
import type { Settings } from "./settings.ts";

export const runQuorumStore = async (_: readonly string[], flags: RunStoreFlags): Promise<number> => {
  const { self, nodes, peers, listen } = membersOf(flags);
  const data = required(flags.data, `--data data/${self}`);
  const config = configOf(nodes, flags);
  warnIfApart(config);
  const core = quorumStore();
  const cluster = flags.cluster ?? CLUSTER;
  const initialise = flags.initialise ?? false;
  const options = { core, config, cluster, self, peers, listen, data, initialise, isMessage, isCommand };
  return serve(options, settingsOf(nodes));
};

const settingsOf = (nodes: readonly NodeId[]): Settings => ({
  "--peers": {
    value: [...nodes].sort().join(),
    why: "What a majority of those has stored need not be known to a majority of these.",
  },
});

const configOf = (nodes: readonly NodeId[], { read, write, writeBack, readRepair }: RunStoreFlags): QuorumStoreConfig =>
  asFlags(() =>
    quorumStoreConfig({
      nodes,
      ...(read === undefined ? {} : { read }),
      ...(write === undefined ? {} : { write }),
      ...(writeBack === undefined ? {} : { writeBack }),
      ...(readRepair === undefined ? {} : { readRepair }),
    }),
  );

const warnIfApart = ({ nodes, read, write }: QuorumStoreConfig): void => {
  if (read + write > nodes.length) return;
  process.stderr.write(
    `quorate: --read ${read} and --write ${write} of ${nodes.length} nodes need have none in common: a get may miss the latest put\n`,
  );
};
