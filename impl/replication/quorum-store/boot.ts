// What a node knows when it starts: what its disk says, and nothing else.
import type { Durable, NodeId } from "../../runtime/core.ts";
import type { QuorumStoreConfig } from "./config.ts";
import { type Copies, heldOf, hold } from "./copies.ts";
import type { QuorumStore } from "./protocol.ts";
import type { QuorumRules } from "./rules.ts";
import type { StoreState } from "./state.ts";
import { isNewer } from "./version.ts";

/** @throws RangeError when the node is none of those that it is configured with. */
export const bootState = (
  rules: QuorumRules,
  config: QuorumStoreConfig,
  self: NodeId,
  disk: Durable<QuorumStore>,
): StoreState => {
  if (!config.nodes.includes(self))
    throw new RangeError(`${JSON.stringify(self)} is none of the nodes ${config.nodes.join(", ")}`);
  const copies: Copies = {};
  let keys = 0;
  let start = 0;
  for (const record of rules.recalled(disk.records)) {
    if (record.type === "Started") {
      start = Math.max(start, record.start);
      continue;
    }
    const held = heldOf(copies, record.key);
    if (held === undefined) keys += 1;
    if (isNewer(record.copy, held?.copy ?? null)) hold(copies, record.key, { copy: record.copy, lsn: 0 });
  }
  return {
    config,
    self,
    lsn: disk.lsn,
    durable: disk.lsn,
    discarded: disk.lsn - disk.records.length,
    copies,
    keys,
    catchUp: [],
    start,
    startedAt: null,
    begun: 0,
    operations: {},
    remembered: [],
    loopback: [],
  };
};
