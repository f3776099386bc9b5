// What a node knows when it starts: what its disk says, and nothing else.
import type { Durable, NodeId } from "../../runtime/core.ts";
import type { QuorumStoreConfig } from "./config.ts";
import { copiesOf, type Held } from "./copies.ts";
import type { QuorumStore } from "./protocol.ts";
import type { QuorumRules } from "./rules.ts";
import type { StoreState } from "./state.ts";
import { isNewer } from "./version.ts";
import { type WriteRecord, writesOf } from "./writes.ts";

/** @throws RangeError when the node is none of those that it is configured with. */
export const bootState = (
  rules: QuorumRules,
  config: QuorumStoreConfig,
  self: NodeId,
  disk: Durable<QuorumStore>,
): StoreState => {
  if (!config.nodes.includes(self))
    throw new RangeError(`${JSON.stringify(self)} is none of the nodes ${config.nodes.join(", ")}`);
  const held = new Map<string, Held>();
  const writes: WriteRecord[] = [];
  let start = 0;
  for (const record of rules.recalled(disk.records)) {
    if (record.type === "Write") writes.push(record);
    else if (record.type === "Started") start = Math.max(start, record.start);
    else if (isNewer(record.copy, held.get(record.key)?.copy ?? null)) held.set(record.key, { copy: record.copy, lsn: 0 });
  }
  return {
    config,
    self,
    lsn: disk.lsn,
    durable: disk.lsn,
    discarded: disk.lsn - disk.records.length,
    copies: copiesOf(held),
    keys: held.size,
    catchUp: [],
    start,
    startedAt: null,
    begun: 0,
    operations: {},
    writes: writesOf(writes, config.limits.writes),
    loopback: [],
  };
};
