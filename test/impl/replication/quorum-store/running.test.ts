// The store for real: nodes in one process that talk TCP on loopback and keep their logs in files.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import { heldOf } from "../../../../impl/replication/quorum-store/copies.ts";
import type { QuorumStore } from "../../../../impl/replication/quorum-store/protocol.ts";
import { quorumStore } from "../../../../impl/replication/quorum-store/quorum-store.ts";
import { isCommand, isMessage, isResult } from "../../../../impl/replication/quorum-store/wire.ts";
import { type RunningNode, startNode } from "../../../../impl/runtime/server/start-node.ts";
import { connect } from "../../../../impl/runtime/tcp/client.ts";
import { loopback, nowhere, quick } from "../../runtime/tcp/parrots.ts";
import { until } from "../../until.ts";

const names = ["a", "b", "c"];
const cluster = "store";
const core = quorumStore();
type Nodes = Record<string, RunningNode<QuorumStore>>;

const started = async (data: string, self: string, others: Nodes, initialise: boolean): Promise<void> => {
  const config = quorumStoreConfig({ nodes: names, limits: { log: 8 } });
  const peers = Object.fromEntries(names.map((name) => [name, nowhere]));
  const options = { core, config, cluster, self, peers, listen: loopback(), initialise, isMessage, isCommand, limits: quick };
  const node = await startNode<QuorumStore>({ ...options, data: join(data, self) });
  onTestFinished(() => node.stop());
  others[self] = node;
  for (const one of names.filter((name) => others[name] && name !== self)) {
    others[one].moved(self, node.address);
    node.moved(one, others[one].address);
  }
};

const store = async () => {
  const data = mkdtempSync(join(tmpdir(), "quorate-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const nodes: Nodes = {};
  for (const name of names) await started(data, name, nodes, true);
  return { data, nodes };
};

const clientOf = (node: RunningNode<QuorumStore>) => {
  const options = { addresses: [node.address], cluster, protocol: core.name, version: core.version, isResult, limits: quick };
  const client = connect<QuorumStore>({ ...options, timeoutMs: 30_000 });
  onTestFinished(() => client.close());
  return client;
};

const put = (key: string, value: string) => ({ type: "put", key, value }) as const;
const get = (key: string) => ({ type: "get", key }) as const;

test("what one node was given another returns", async () => {
  const { nodes } = await store();
  const [a, b] = [clientOf(nodes.a), clientOf(nodes.b)];
  expect(await b.request(get("k"))).toEqual({ type: "value", value: null, version: null });
  expect(await a.request(put("k", "x"))).toMatchObject({ type: "written", version: { counter: 1, node: "a" } });
  expect(await b.request(get("k"))).toMatchObject({ type: "value", value: "x" });
  expect(await a.request({ ...put("k", "x"), w: 7 })).toMatchObject({ type: "refused" });
});

test("with one node down it goes on; with two it is unavailable; who comes back catches up", async () => {
  const { data, nodes } = await store();
  const a = clientOf(nodes.a);
  for (let i = 0; i < 10; i++) await a.request(put(`k${i}`, "old"));
  await nodes.c.stop();
  for (let i = 0; i < 10; i++) expect(await a.request(put(`k${i}`, "new"))).toMatchObject({ type: "written" });
  await nodes.b.stop();
  expect(await a.request(put("k0", "lost"))).toMatchObject({ type: "unavailable" });
  await started(data, "c", nodes, false);
  const isThere = (i: number) => heldOf(nodes.c.state.copies, `k${i}`)?.copy.value === "new";
  await until("c to hold what it missed", () => Array.from({ length: 10 }, (_, i) => i).every(isThere));
  expect(await clientOf(nodes.c).request(get("k5"))).toMatchObject({ type: "value", value: "new" });
});

test("what was acknowledged outlives all nodes", async () => {
  const { data, nodes } = await store();
  await clientOf(nodes.b).request(put("k", "kept"));
  for (const name of names) await nodes[name].stop();
  const again: Nodes = {};
  for (const name of names) await started(data, name, again, false);
  expect(await clientOf(again.c).request(get("k"))).toMatchObject({ type: "value", value: "kept" });
  expect(await clientOf(again.b).request(put("k", "next"))).toMatchObject({ version: { counter: 2, node: "b", start: 2 } });
});
