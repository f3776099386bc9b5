import { describe, expect, test } from "vitest";
import type { Command } from "../../../../impl/replication/quorum-store/messages.ts";
import { get, Node, put } from "./transcript.ts";

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
    expect(node.durable(2)).toEqual(["cancel operation 1", "s#1 after 0: written 1:a.1.1"]);
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
      "set operation 2 150-300",
      "append 3: Copy k=x@2:a.1.2",
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

  test("is forgotten after as many others", () => {
    const node = new Node({ ...alone, limits: { results: 2 } });
    for (const seq of [1, 2, 3]) written(node, seq, "x");
    expect(node.asked(2, put("x"))).toEqual(["s#2 after 0: written 2:a.1.2"]);
    expect(node.asked(1, put("x"))).toContain("append 5: Copy k=x@4:a.1.4");
  });
});

test("more than a node may have under way are told so, and told the same again", () => {
  const node = new Node({ limits: { operations: 1 } });
  node.asked(1, put("x"));
  const busy = ["s#2 after 0: unavailable: this node has 1 operations under way, and takes no more"];
  expect(node.asked(2, put("y"))).toEqual(busy);
  node.fires("operation 1");
  for (let tries = 0; tries < 4; tries++) node.fires("operation 1");
  expect(node.asked(2, put("y"))).toEqual(busy);
  expect(node.asked(3, put("y"))).toContain("set operation 2 150-300");
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
