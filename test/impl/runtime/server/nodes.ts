// Nodes of the adder protocol over real logs in a folder of the test's own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { NodeEvent } from "../../../../impl/runtime/server/node-event.ts";
import { type NodeOptions, type RunningNode, startNode } from "../../../../impl/runtime/server/start-node.ts";
import type { Address } from "../../../../impl/runtime/tcp/address.ts";
import { type Client, type ClientOptions, connect } from "../../../../impl/runtime/tcp/client.ts";
import type { Ground } from "../../../../impl/runtime/wal/open-log.ts";
import { loopback, nowhere, quick } from "../tcp/parrots.ts";
import { type Adder, adder, isCommand, isMessage, isResult } from "./adder.ts";

export const cluster = "two";

export const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "quorate-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

export const optionsOf = (self: "a" | "b", data: string): NodeOptions<Adder> => ({
  core: adder,
  config: { peer: self === "a" ? "b" : "a" },
  ...{ cluster, self, data, isMessage, isCommand },
  peers: { a: nowhere, b: nowhere },
  listen: loopback(),
  limits: quick,
});

export interface Standing {
  readonly node: RunningNode<Adder>;
  readonly events: NodeEvent<Adder>[];
}

export const startAdder = async (
  self: "a" | "b",
  data: string,
  options: Partial<NodeOptions<Adder>> = {},
  ground?: Ground,
): Promise<Standing> => {
  const events: NodeEvent<Adder>[] = [];
  const onEvent = (event: NodeEvent<Adder>) => void events.push(event);
  const node = await startNode<Adder>({ ...optionsOf(self, data), onEvent, ...options }, ground);
  onTestFinished(() => node.stop());
  return { node, events };
};

export const introduce = (a: Standing, b: Standing): void => {
  a.node.moved("b", b.node.address);
  b.node.moved("a", a.node.address);
};

export const adderClient = (addresses: readonly Address[], options: Partial<ClientOptions<Adder>> = {}): Client<Adder> => {
  const { name: protocol, version } = adder;
  const client = connect<Adder>({
    ...{ addresses, cluster, protocol, version, isResult, limits: quick, timeoutMs: 60_000 },
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
};

export const add = (amount: number) => ({ type: "Add", amount }) as const;
export const sum = { type: "Sum" } as const;
