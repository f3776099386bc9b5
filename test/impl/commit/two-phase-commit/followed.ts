// A simulated run, each of whose transfers is held against the spec while it happens.
import { type Watch, watch } from "../../../../checker/conform/watch.ts";
import { type CommitOptions, commitConfig } from "../../../../impl/commit/two-phase-commit/config.ts";
import { commitConstants, type Looked, twoPhaseCommitMapping } from "../../../../impl/commit/two-phase-commit/mapping.ts";
import type { TwoPhaseCommit } from "../../../../impl/commit/two-phase-commit/protocol.ts";
import { keyOf, type TransactionKey } from "../../../../impl/commit/two-phase-commit/transaction-id.ts";
import type { Cluster, Event } from "../../../../impl/runtime/cluster.ts";
import type { Observed, Observer } from "../../../../impl/runtime/simulator/simulation.ts";
import { twoPhaseCommitRecovery } from "../../../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.ts";
import { type Instance, instance } from "../../../../specs/language/index.ts";

type Step = Observed<TwoPhaseCommit>;

/** A transfer's instance is like that of any other with as many participants; to make one takes longer than to follow it. */
const instances = new Map<string, Instance<ReturnType<typeof twoPhaseCommitRecovery>>>();
const instanceOf = (constants: Parameters<typeof twoPhaseCommitRecovery>[0]) => {
  const key = JSON.stringify(constants);
  const known = instances.get(key) ?? instance(twoPhaseCommitRecovery, constants);
  instances.set(key, known);
  return known;
};

/** For runs in which no transfer is asked for twice, and no log starts over: the spec has neither. */
export const follows = (options: CommitOptions): Observer<TwoPhaseCommit> => {
  const config = commitConfig(options);
  const watches = new Map<TransactionKey, Watch<Cluster<TwoPhaseCommit>, Event<TwoPhaseCommit>>>();

  /** A name that never left the coordinator before it crashed may come again. */
  const begin = ({ action, before, after }: Step) => {
    const core = after.nodes[config.coordinator].core;
    if (action !== "request" || core?.role !== "coordinator") return;
    const known = before.nodes[config.coordinator].core;
    for (const { tx, transfer } of Object.values(core.transactions)) {
      if (known?.role === "coordinator" && known.transactions[keyOf(tx)] !== undefined) continue;
      const looked: Looked = { config, transfer, tx };
      const against = instanceOf(commitConstants(config, transfer));
      const watched = watch(against, twoPhaseCommitMapping(looked)(against));
      watched.start(before);
      watches.set(keyOf(tx), watched);
    }
  };

  return {
    step: (step) => {
      begin(step);
      for (const [key, watched] of watches) {
        if (!concerns(step, key)) continue;
        const outcome = watched.step(step, step.after);
        if (outcome.verdict !== "conforms") return `transaction ${key} ${outcome.verdict}: ${outcome.divergence.class}`;
      }
      return undefined;
    },
  };
};

/** What is done about other transactions alone is nothing to this one. */
const concerns = (step: Step, key: TransactionKey): boolean => {
  switch (step.action) {
    case "deliver":
      return keyOf(step.args.message.tx) === key;
    case "timer":
      return step.args.timer === `transaction ${key}`;
    case "lose":
    case "duplicate":
      return false;
    default:
      return true;
  }
};
