import { describe, expect, test } from "vitest";
import type { Command } from "../../../../impl/replication/quorum-store/messages.ts";
import { copy, get, Node, op, put } from "./transcript.ts";

const alone = { nodes: ["a"] };
const written = (node: Node, seq: number, value: string) => {
  const { lsn } = node.state;
  node.asked(seq, put(value));
  node.durable(lsn + 1);
  return node.durable(node.state.lsn);
};

describe("a request that is repeated", () => {
  test("is answered once while it is under way", () => {
    const node = new Node(alone);
    node.asked(1, put("x"));
    expect(node.asked(1, put("x"))).toEqual([]);
    node.durable(1);
    expect(node.durable(3)).toEqual(["cancel operation 1", "s#1 after 0: written 1:a.1.1"]);
  });

  test("gets its answer again, and writes nothing", () => {
    const node = new Node(alone);
    written(node, 1, "x");
    written(node, 2, "y");
    expect(node.asked(1, put("x"))).toEqual(["s#1 after 0: written 1:a.1.1"]);
    expect(node.asked(3, get())).toContain("s#3 after 0: value y@2:a.1.2");
  });

  test("of another session is another", () => {
    const node = new Node(alone);
    written(node, 1, "x");
    expect(node.asked(1, put("x"), "t")).toEqual([
      "set operation 2 150-300",
      "append 4: Write t#1@2:a.1.2",
      "append 5: Copy k=x@2:a.1.2",
      "set operation 2 150-300",
    ]);
  });

  test("with another command is refused", () => {
    const node = new Node(alone);
    written(node, 1, "x");
    const refused = ['s#1 after 0: refused: request 1 of session "s" was another command; number a new request anew'];
    for (const command of [put("y"), put("x", { w: 1 }), get()]) expect(node.asked(1, command)).toEqual(refused);
    node.asked(2, put("x"));
    expect(node.asked(2, put("y"))).toEqual([expect.stringContaining("was another command")]);
  });

  test("is forgotten after twice as many others, if it is a write", () => {
    const node = new Node({ ...alone, limits: { writes: 2 } });
    for (const seq of [1, 2, 3, 4]) written(node, seq, "x");
    for (const seq of [1, 2, 3, 4]) expect(node.asked(seq, put("x"))).toEqual([`s#${seq} after 0: written ${seq}:a.1.${seq}`]);
    written(node, 5, "x");
    expect(node.asked(3, put("x"))).toEqual(["s#3 after 0: written 3:a.1.3"]);
    expect(node.asked(1, put("x"))).toContain("append 12: Write s#1@6:a.1.6");
  });

  test("and is a read, is another read", () => {
    const node = new Node(alone);
    written(node, 1, "x");
    expect(node.asked(2, get())).toContain("s#2 after 0: value x@1:a.1.1");
    written(node, 3, "y");
    expect(node.asked(2, get())).toContain("s#2 after 0: value y@2:a.1.3");
  });

  test("is not done because it was given up when one replica of two had stored it", () => {
    const node = new Node({ retry: { times: 0 } });
    node.asked(1, put("x", { r: 1 }));
    node.durable(1);
    node.hears("b", { type: "Stored", op: op(1) });
    expect(node.fires("operation 1")[1]).toMatch(/^s#1 after 0: unknown/);
    expect(node.asked(1, put("x", { r: 1 }))).toContain("c after 2: Store 1.2 k=x@1:a.1.1");
  });

  test("goes on with the version that was chosen, if it was given up", () => {
    const node = new Node({ retry: { times: 0 } });
    node.asked(1, put("x", { r: 1 }));
    node.durable(1);
    expect(node.fires("operation 1")[1]).toMatch(/^s#1 after 0: unknown/);
    node.hears("b", { type: "Repair", key: "k", copy: copy("y", "2:b.1.1") });
    expect(node.asked(1, put("x", { r: 1 }))).toEqual([
      "b after 2: Store 1.2 k=x@1:a.1.1",
      "c after 2: Store 1.2 k=x@1:a.1.1",
      "set operation 2 150-300",
    ]);
    node.durable(4);
    expect(node.hears("c", { type: "Stored", op: op(2) })).toContain("s#1 after 0: written 1:a.1.1");
  });

  test("is begun if it was given up before it had a version, for then nothing was written", () => {
    const node = new Node({ retry: { times: 0 } });
    node.asked(1, put("x"));
    expect(node.fires("operation 1")[1]).toMatch(/^s#1 after 0: unavailable/);
    expect(node.asked(1, put("x"))).toContain("b after 1: Ask 1.2 k");
  });
});

test("more than a node may have under way are told so; of a write that has a version it is not known what becomes of it", () => {
  const node = new Node({ limits: { operations: 1 }, retry: { times: 0 } });
  node.asked(1, put("x", { r: 1 }));
  node.durable(1);
  node.fires("operation 1");
  node.asked(2, put("y"));
  const why = "this node has 1 operations under way, and takes no more";
  expect(node.asked(3, put("z"))).toEqual([`s#3 after 0: unavailable: ${why}`]);
  expect(node.asked(1, put("x", { r: 1 }))).toEqual([`s#1 after 0: unknown: ${why}`]);
  node.fires("operation 2");
  expect(node.asked(3, put("z"))).toContain("set operation 3 150-300");
});

test.each<[string, unknown, string]>([
  ["no command", "get", "not a command"],
  ["an unknown one", { type: "delete", key: "k" }, "not a command"],
  ["a value that is none", { type: "put", key: "k", value: 7 }, "not a command"],
  ["no key", put("x", { key: "" }), "key: it is empty; give one unit at least"],
  ["a long key", get({ key: "12345" }), "key: 5 UTF-16 units are too many; at most 4 are allowed"],
  ["a long value", put("123456"), "value: 6 UTF-16 units are too many; at most 5 are allowed"],
  ["half a pair in a key", get({ key: "\ud83d" }), "key: it is no well-formed Unicode, half a surrogate pair stands alone"],
  ["half a pair in a value", put("a\udc00"), "value: it is no well-formed Unicode, half a surrogate pair stands alone"],
  ["R of nobody", get({ r: 0 }), "r: 0 is no number of replicas; there are 3, so 1 to 3 is allowed"],
  ["R of too many", put("x", { r: 4 }), "r: 4 is no number of replicas; there are 3, so 1 to 3 is allowed"],
  ["W and a half", put("x", { w: 1.5 }), "w: 1.5 is no number of replicas; there are 3, so 1 to 3 is allowed"],
])("%s is refused", (_, command, why) => {
  const node = new Node({ limits: { key: 4, value: 5 } });
  const [line, ...more] = node.asked(1, command as Command);
  expect(line).toContain(`s#1 after 0: refused: ${why}`);
  expect(more).toEqual([]);
});

test("what is at the limits is taken", () => {
  const node = new Node({ limits: { key: 4, value: 5 } });
  expect(node.asked(1, put("12\ud83d\ude00.", { key: "1234", r: 3, w: 3 }))).toContain("append 1: Started 1");
});
