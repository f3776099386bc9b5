// What the logs of a bank's sites say was decided.
import { CLUSTER } from "../../../checker/cli/nodes/members.ts";
import type { TwoPhaseCommit } from "../../../impl/commit/two-phase-commit/protocol.ts";
import { keyOf } from "../../../impl/commit/two-phase-commit/transaction-id.ts";
import { twoPhaseCommit } from "../../../impl/commit/two-phase-commit/two-phase-commit.ts";
import { openLog } from "../../../impl/runtime/wal/open-log.ts";
import { SITES, type Site } from "./bank.ts";

/** By transaction, then by site: `commit` or `abort`, where the site's log holds a decision. */
export type Decisions = Readonly<Record<string, Partial<Record<Site, "commit" | "abort">>>>;

/** Of sites that do not run. Throws if a site has decided a transaction twice, and differently. */
export const decisionsIn = async (folderOf: (site: Site) => string): Promise<Decisions> => {
  const decisions: Record<string, Partial<Record<Site, "commit" | "abort">>> = {};
  for (const node of SITES) {
    const { name, version } = twoPhaseCommit();
    const { log, durable } = await openLog<TwoPhaseCommit>(folderOf(node), { cluster: CLUSTER, node, protocol: name, version });
    await log.close();
    for (const record of durable.records) {
      const decision = decisionIn(record);
      if (decision === undefined || !("tx" in record)) continue;
      const sites = (decisions[keyOf(record.tx)] ??= {});
      if ((sites[node] ?? decision) !== decision) throw new Error(`${node} decided ${keyOf(record.tx)} twice`);
      sites[node] = decision;
    }
  }
  return decisions;
};

const decisionIn = (record: TwoPhaseCommit["record"]): "commit" | "abort" | undefined => {
  if (record.type === "carriedOut") return record.decision;
  if (record.type !== "decided" && record.type !== "end") return undefined;
  return record.outcome.type === "committed" ? "commit" : "abort";
};
