import { describe, expect, test } from "vitest";
import { keysAfter } from "../../../../impl/replication/quorum-store/copies.ts";
import { copy, Node, versionOf } from "./transcript.ts";

const two = { nodes: ["a", "b"], catchUp: true };
const held = (key: string, value: string, version: string) => ({ type: "Copy", key, copy: copy(value, version) }) as const;
const recovered = (options = {}) => new Node({ ...two, ...options }, { lsn: 1, records: [held("k", "mine", "2:a.1.1")] });
const version = (key: string, text: string) => ({ key, version: versionOf(text) });

describe("the node that starts", () => {
  test("asks every other until it has answered", () => {
    const node = new Node({ catchUp: true });
    expect(node.booted).toEqual(["b after 0: List null", "c after 0: List null", "set catch-up 150-300"]);
    expect(node.hears("b", { type: "Versions", after: null, versions: [], more: false })).toEqual([]);
    expect(node.fires("catch-up")).toEqual(["c after 0: List null", "set catch-up 150-300"]);
    expect(node.hears("c", { type: "Versions", after: null, versions: [], more: false })).toEqual(["cancel catch-up"]);
    expect(node.fires("catch-up")).toEqual([]);
  });

  test("pulls what is newer than what it holds, and that alone", () => {
    const node = recovered();
    const versions = [version("j", "1:b.1.1"), version("k", "1:b.1.2")];
    expect(node.hears("b", { type: "Versions", after: null, versions, more: false })).toEqual(["b after 0: Pull j"]);
    expect(node.hears("b", { type: "Copies", copies: [{ key: "j", copy: copy("theirs", "1:b.1.1") }] })).toEqual([
      "append 2: Copy j=theirs@1:b.1.1",
      "cancel catch-up",
    ]);
  });

  test("keeps what became newer in the meantime", () => {
    const node = recovered();
    node.hears("b", { type: "Versions", after: null, versions: [version("k", "3:b.1.1")], more: false });
    node.hears("b", { type: "Repair", key: "k", copy: copy("newest", "4:b.1.2") });
    expect(node.hears("b", { type: "Copies", copies: [{ key: "k", copy: copy("newer", "3:b.1.1") }] })).toEqual([
      "cancel catch-up",
    ]);
  });

  test("goes on chunk by chunk, and tries again where it was", () => {
    const node = recovered();
    expect(node.hears("b", { type: "Versions", after: null, versions: [version("k", "1:b.1.1")], more: true })).toEqual([
      "b after 0: List k",
    ]);
    expect(node.fires("catch-up")[0]).toBe("b after 0: List k");
    const versions = [version("l", "1:b.1.1"), version("m", "1:b.1.1")];
    expect(node.hears("b", { type: "Versions", after: "k", versions, more: false })).toEqual(["b after 0: Pull l m"]);
    expect(node.fires("catch-up")[0]).toBe("b after 0: Pull l m");
    expect(node.hears("b", { type: "Copies", copies: [{ key: "l", copy: copy("x", "1:b.1.1") }] })).toEqual([
      "append 2: Copy l=x@1:b.1.1",
      "b after 0: Pull m",
    ]);
    expect(node.hears("b", { type: "Copies", copies: [{ key: "m", copy: null }] })).toEqual(["cancel catch-up"]);
  });

  test.each([
    ["a chunk that it has had", { type: "Versions", after: "z", versions: [], more: false }],
    ["copies that it did not ask for", { type: "Copies", copies: [{ key: "j", copy: copy("x", "1:b.1.1") }] }],
    ["an empty parcel", { type: "Copies", copies: [] }],
  ] as const)("ignores %s", (_, message) => {
    expect(recovered().hears("b", message)).toEqual([]);
  });
});

describe("the node that is asked", () => {
  const full = (options = {}) => {
    const records = ["k1", "k2", "k3"].map((key, i) => held(key, "x".repeat(i + 1), `${i + 1}:b.1.1`));
    return new Node({ ...two, catchUp: false, ...options }, { lsn: 3, records });
  };

  test("lists its versions in chunks", () => {
    const node = full({ limits: { chunk: { keys: 2, units: 100 } } });
    const [first, second, third] = keysAfter(node.state.copies, null, 3);
    const told = (key: string) => `${key}=${key.slice(1)}:b.1.1`;
    expect(node.hears("b", { type: "List", after: null })).toEqual([
      `b after 0: Versions null: ${told(first)} ${told(second)} ...`,
    ]);
    expect(node.hears("b", { type: "List", after: second })).toEqual([`b after 0: Versions ${second}: ${told(third)}`]);
    expect(node.hears("b", { type: "List", after: third })).toEqual([`b after 0: Versions ${third}: `]);
  });

  test("sends copies as far as a message may carry them, one at least", () => {
    const node = full({ limits: { chunk: { keys: 9, units: 3 } } });
    const pull = (...keys: string[]) => node.hears("b", { type: "Pull", keys });
    expect(pull("k1", "k2", "k3")).toEqual(["b after 0: Copies k1=x@1:b.1.1 k2=xx@2:b.1.1"]);
    expect(pull("k3", "k0")).toEqual(["b after 0: Copies k3=xxx@3:b.1.1 k0=nothing"]);
    expect(pull("k2", "k3")).toEqual(["b after 0: Copies k2=xx@2:b.1.1"]);
  });

  test("sends none of them before all are durable", () => {
    const node = full();
    node.hears("b", { type: "Repair", key: "k1", copy: copy("new", "5:b.1.1") });
    const both = ["k1=new@5:b.1.1", "k2=xx@2:b.1.1"];
    expect(node.hears("b", { type: "Pull", keys: ["k1", "k2"] })).toEqual([`b after 4: Copies ${both.join(" ")}`]);
    expect(node.hears("b", { type: "Pull", keys: ["k2", "k1"] })).toEqual([`b after 4: Copies ${both.reverse().join(" ")}`]);
  });
});
