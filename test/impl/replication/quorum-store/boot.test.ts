import { expect, test } from "vitest";
import { quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import { digestOf } from "../../../../impl/replication/quorum-store/digest.ts";
import type { StoreRecord } from "../../../../impl/replication/quorum-store/messages.ts";
import { quorumStore } from "../../../../impl/replication/quorum-store/quorum-store.ts";
import { copy, get, Node, op, put, versionOf } from "./transcript.ts";

const kept = (version: string): StoreRecord => ({ type: "Copy", key: "k", copy: copy(`v${version[0]}`, version) });
const ask = { type: "Ask", op: op(1), key: "k" } as const;

test("of all copies on disk the newest is held, and is durable", () => {
  const node = new Node({}, { lsn: 7, records: [kept("1:b.1.1"), kept("3:b.1.1"), kept("2:b.1.1")] });
  expect(node.hears("b", ask)).toEqual(["b after 0: Answer 1.1 v3@3:b.1.1"]);
  expect(node.hears("b", { type: "Store", op: op(2), key: "k", copy: copy("v4", "4:b.1.2") })).toEqual([
    "append 8: Copy k=v4@4:b.1.2",
    "b after 8: Stored 1.2",
  ]);
});

test("operations end without an answer; asked for again, a write of which nothing is known is begun", () => {
  const node = new Node({ nodes: ["a"] }, { lsn: 2, records: [{ type: "Started", start: 1 }, kept("1:a.1.1")] });
  expect(node.booted).toEqual([]);
  expect(node.asked(1, put("x"))).toContain("append 3: Started 2");
  expect(node.durable(3)).toContain("append 4: Write s#1@2:a.2.1");
  node.durable(5);
  expect(node.asked(2, get())).toContain("s#2 after 0: value x@2:a.2.1");
});

test("a write of which the version is known goes on with it, whatever was written since", () => {
  const write: StoreRecord = { type: "Write", session: "s", seq: 1, version: versionOf("1:a.1.1"), digest: digestOf(put("x")) };
  const node = new Node({}, { lsn: 3, records: [{ type: "Started", start: 1 }, write, kept("2:b.1.1")] });
  expect(node.asked(1, put("y"))).toEqual([expect.stringContaining("was another command")]);
  expect(node.asked(1, put("x"))).toEqual([
    "append 4: Started 2",
    "b after 4: Store 2.1 k=x@1:a.1.1",
    "c after 4: Store 2.1 k=x@1:a.1.1",
    "set operation 1 150-300",
  ]);
  expect(node.durable(4)).toEqual([]); // It holds something newer, and so has stored it.
  expect(node.hears("b", { type: "Stored", op: op(1, 2) })).toContain("s#1 after 0: written 1:a.1.1");
  expect(node.asked(1, put("x"))).toEqual(["s#1 after 0: written 1:a.1.1"]);
});

test("the first start of a node that is none of the nodes is refused", () => {
  const config = quorumStoreConfig({ nodes: ["b", "c"] });
  expect(() => quorumStore().boot(config, "a", { lsn: 0, records: [] })).toThrow('"a" is none of the nodes b, c');
});

test("what makes no sense is ignored", () => {
  const node = new Node();
  const before = node.state;
  expect(node.durable(5)).toEqual([]);
  expect(node.step({ kind: "choice", label: "x", index: 0 })).toEqual(["reject a: nothing was to be chosen: x"]);
  expect(node.state).toBe(before);
});
