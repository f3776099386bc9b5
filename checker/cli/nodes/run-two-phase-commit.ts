import { type CommitConfig, commitConfig } from "../../../impl/commit/two-phase-commit/config.ts";
import { twoPhaseCommit } from "../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import type { Presumed } from "../../../impl/commit/two-phase-commit/variants.ts";
import { isCommand, isMessage } from "../../../impl/commit/two-phase-commit/wire.ts";
import { suggestion } from "../../../specs/language/nearest.ts";
import { SpecError } from "../../../specs/language/spec-error.ts";
import { asFlags } from "./as-flags.ts";
import { CLUSTER, membersOf } from "./members.ts";
import type { RunCommitFlags } from "./node-options.ts";
import { required } from "./required.ts";
import { serve } from "./serve.ts";
import type { Settings } from "./settings.ts";

export const runTwoPhaseCommit = async (_: readonly string[], flags: RunCommitFlags): Promise<number> => {
  const { self, nodes, peers, listen } = membersOf(flags);
  const data = required(flags.data, `--data data/${self}`);
  const coordinator = required(flags.coordinator, `--coordinator ${nodes[0]}`);
  if (!nodes.includes(coordinator))
    throw new SpecError(
      `--coordinator: ${JSON.stringify(coordinator)} is none of --peers; ${suggestion(coordinator, nodes, "nodes")}`,
    );
  const participants = nodes.filter((node) => node !== coordinator);
  if (participants.length === 0)
    throw new SpecError(`--peers: there is only the coordinator, ${coordinator}; name one store at least`);
  // What it presumes is checked there.
  const presumed = flags.presumed as Presumed | undefined;
  const config = asFlags(() =>
    commitConfig({
      coordinator,
      participants,
      ...(presumed === undefined ? {} : { presumed }),
      ...(flags.takeOver === undefined ? {} : { takesOverAfter: flags.takeOver }),
    }),
  );
  const core = twoPhaseCommit();
  const cluster = flags.cluster ?? CLUSTER;
  const initialise = flags.initialise ?? false;
  const options = { core, config, cluster, self, peers, listen, data, initialise, isMessage, isCommand };
  return serve(options, settingsOf(config));
};

const settingsOf = (config: CommitConfig): Settings => ({
  "--coordinator": { value: config.coordinator, why: "Transactions that are not decided would be asked for elsewhere." },
  "--presumed": { value: config.presumed, why: "What was decided and forgotten would be presumed to be otherwise." },
});
