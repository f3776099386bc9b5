// kill -9 of a replica that coordinates a put, and of one that is asked to store it, at each record of their logs.

import { expect, test } from "vitest";
import type { QuorumStore } from "../../../impl/replication/quorum-store/protocol.ts";
import type { Client } from "../../../impl/runtime/tcp/client.ts";
import { RequestFailed } from "../../../impl/runtime/tcp/request-failed.ts";
import { notLinearizable, type Operation } from "../replication/quorum-store/histories.ts";
import { crashingNode } from "./bundled.ts";
import { MOMENTS } from "./crash-point.ts";
import { crashingCluster } from "./crashing-cluster.ts";
import { storeClient } from "./store-client.ts";

const program = crashingNode();

/** The value that a get returns; one that does not is an error. */
const valueOf = (result: QuorumStore["result"]): string | null => {
  if (result.type === "value") return result.value;
  throw new Error(`a get was answered with ${JSON.stringify(result)}`);
};

const REPLICAS = ["a", "b", "c"] as const;

/** Clients ask a; it is disturbed, or one of those that it asks. */
const POINTS = (["a Started", "a Write", "a Copy", "b Copy"] as const).flatMap((where) =>
  MOMENTS.map((moment) => {
    const [node, record] = where.split(" ") as ["a" | "b", string];
    return { node, record, moment };
  }),
);

test("what was put is there when that was answered; what was not answered is there once it has been seen", async () => {
  const cluster = await crashingCluster(program(), REPLICAS);
  const [a, b, c] = REPLICAS.map((node) => storeClient(cluster.addresses[node]));
  const told: string[] = [];
  /** What was read or answered last, and what may have been put since whenever, but was never seen. */
  let last: string | null = null;
  const unseen = new Set<string>();
  const look = async (client: Client<QuorumStore>): Promise<void> => {
    const value = valueOf(await client.request({ type: "get", key: "k" }));
    if (value === last) return;
    expect([...unseen], `was there, though ${last} was read or written after it`).toContain(value);
    unseen.delete(value as string);
    last = value;
  };

  for (const [i, { node, ...point }] of POINTS.entries()) {
    const value = `${i}: ${node} ${point.record} ${point.moment}`;
    // A replica writes `Started` when it coordinates for the first time since it booted.
    if (point.record === "Started") await cluster.restart("a");
    await cluster.crashAt(node, point);
    const put = a.request({ type: "put", key: "k", value }, { once: true }).catch((error: Error) => error);
    await cluster.crashed(node);
    const answer = await put;
    if (answer instanceof Error && !(answer instanceof RequestFailed && answer.outcome === "unknown")) throw answer;
    if (!(answer instanceof Error) && answer.type === "written") {
      told.push(value);
      last = value;
    } else unseen.add(value);
    for (const client of [b, c, a, b]) await look(client);
  }
  // A put that one replica is lost to needs the other two.
  expect(told).toEqual(
    expect.arrayContaining(POINTS.flatMap(({ node, moment }, i) => (node === "b" ? [`${i}: b Copy ${moment}`] : []))),
  );
  await cluster.killAll();
  for (const client of [a, b, c]) await look(client);
  expect(await cluster.stopAll()).toEqual([0, 0, 0]);
});

test("a put that is asked for again, since its coordinator was killed, is one write", async () => {
  const cluster = await crashingCluster(program(), REPLICAS);
  const [a, b, c] = REPLICAS.map((node) => storeClient(cluster.addresses[node]));
  const history: Operation[] = [];
  const asked = async (client: Client<QuorumStore>, command: QuorumStore["command"]): Promise<void> => {
    const called = performance.now();
    const result = await client.request(command);
    history.push({ command, called, returned: performance.now(), result });
  };

  for (const { record, moment } of POINTS.filter(({ node, record }) => node === "a" && record !== "Started")) {
    const key = `${record} ${moment}`;
    const get = { type: "get", key } as const;
    await cluster.crashAt("a", { record, moment });
    const put = asked(a, { type: "put", key, value: "x" });
    await cluster.ended("a");
    for (const client of [b, c]) await asked(client, get);
    await asked(c, { type: "put", key, value: "y" });
    await asked(b, get);
    await cluster.restart("a");
    await put;
    for (const client of [c, a, b]) await asked(client, get);
  }
  expect(history.filter(({ result }) => result?.type !== "written" && result?.type !== "value")).toEqual([]);
  expect(notLinearizable(history)).toBe(undefined);
  expect(await cluster.stopAll()).toEqual([0, 0, 0]);
});

test("a put that one replica alone has stored is not answered, and need not be there", async () => {
  const cluster = await crashingCluster(program(), REPLICAS);
  const [a, b, c] = REPLICAS.map((node) => storeClient(cluster.addresses[node]));
  expect(await a.request({ type: "put", key: "k", value: "old" })).toMatchObject({ type: "written" });
  for (const node of ["b", "c"] as const) await cluster.crashAt(node, { record: "Copy", moment: "wanted" });
  const put = a.request({ type: "put", key: "k", value: "new" }, { once: true }).catch((error: Error) => error);
  await Promise.all([cluster.ended("b"), cluster.ended("c")]);
  await cluster.kill("a");
  expect(await put).toMatchObject({ outcome: "unknown" });
  await Promise.all([cluster.restart("b"), cluster.restart("c")]);
  for (const client of [b, c]) expect(valueOf(await client.request({ type: "get", key: "k" }))).toBe("old");
});
