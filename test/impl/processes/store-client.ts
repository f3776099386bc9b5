import { onTestFinished } from "vitest";
import { CLUSTER } from "../../../checker/cli/nodes/members.ts";
import type { QuorumStore } from "../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../impl/replication/quorum-store/quorum-store.ts";
import { isBound, isResult } from "../../../impl/replication/quorum-store/wire.ts";
import type { Address } from "../../../impl/runtime/tcp/address.ts";
import { type Client, connect } from "../../../impl/runtime/tcp/client.ts";

/** Of one replica, closed with the test. */
export const storeClient = (address: Address): Client<QuorumStore> => {
  const { name, version } = quorumStore();
  const client = connect<QuorumStore>({
    ...{ addresses: [address], cluster: CLUSTER, protocol: name, version, isResult, isBound },
    limits: { backoffMs: [5, 50] },
    timeoutMs: 60_000,
  });
  onTestFinished(() => client.close());
  return client;
};
