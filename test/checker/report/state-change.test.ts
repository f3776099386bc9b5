import { describe, expect, test } from "vitest";
import { stateChange } from "../../../checker/report/state-change.ts";
import { stateText } from "../../../checker/report/state-text.ts";
import { actionText } from "../../../checker/report/value-text.ts";
import type { Json } from "../../../checker/result.ts";
import {
  ids,
  listOf,
  mapOf,
  oneOf,
  optional,
  orderedIds,
  range,
  record,
  sentMessages,
  setOf,
  subsets,
  tuple,
  variants,
} from "../../../specs/language/index.ts";

const Node = ids("node", 2);
const Term = range(0, 9);
const fields = {
  role: mapOf(Node, oneOf("idle", "owner")),
  server: mapOf(Node, record({ vote: optional(Node), met: setOf(Node), next: mapOf(Node, Term) })),
  log: listOf(record({ term: Term, by: Node }), { atMost: 12 }),
  quorum: subsets(Node),
  mode: variants({ Waiting: {}, Leading: { term: Term, over: orderedIds("ring", 2) } }),
  pair: tuple(Node, Term),
  messages: sentMessages({ Commit: {}, Vote: { node: Node, quorum: subsets(Node) } }),
};

const change = (variable: keyof typeof fields, before: Json, after: Json) =>
  stateChange({ [variable]: before }, { [variable]: after }, fields);

const server = (more: { readonly [name: string]: Json }) => ({ vote: null, met: [], next: { node1: 1, node2: 1 }, ...more });

describe("only what changed, by its path", () => {
  const cases: [string, keyof typeof fields, Json, Json, string[]][] = [
    ["nothing", "role", { node1: "idle" }, { node1: "idle" }, []],
    [
      "a map by key",
      "role",
      { node1: "idle", node2: "idle" },
      { node1: "idle", node2: "owner" },
      ["role[node2]: idle -> owner"],
    ],
    [
      "a record by field, as deep as it goes",
      "server",
      { node1: server({}), node2: server({}) },
      { node1: server({ vote: "node2", next: { node1: 1, node2: 2 } }), node2: server({ met: ["node1"] }) },
      ["server[node1].vote: null -> node2", "server[node1].next[node2]: 1 -> 2", "server[node2].met: + node1"],
    ],
    [
      "a set by its members",
      "server",
      { node1: server({ met: ["node1"] }) },
      { node1: server({ met: ["node2"] }) },
      ["server[node1].met: - node1", "server[node1].met: + node2"],
    ],
    ["a short list as a whole", "log", [], [{ term: 1, by: "node1" }], ["log: [] -> [{term: 1, by: node1}]"]],
    ["a subset as one value", "quorum", ["node1"], ["node1", "node2"], ["quorum: [node1] -> [node1, node2]"]],
    [
      "a variant as one",
      "mode",
      { type: "Waiting" },
      { type: "Leading", term: 3, over: "ring1" },
      ["mode: Waiting -> Leading(term=3, over=ring1)"],
    ],
    ["a tuple as one", "pair", ["node1", 0], ["node1", 1], ["pair: (node1, 0) -> (node1, 1)"]],
    [
      "a network by its messages",
      "messages",
      [],
      [{ type: "Commit" }, { type: "Vote", node: "node1", quorum: ["node2"] }],
      ["messages: + Commit", "messages: + Vote(node=node1, quorum=[node2])"],
    ],
    [
      "a message that is there twice",
      "messages",
      [{ type: "Commit" }],
      [{ type: "Commit" }, { type: "Commit" }],
      ["messages: + Commit"],
    ],
  ];
  for (const [name, variable, before, after, expected] of cases) {
    test(name, () => expect(change(variable, before, after)).toEqual(expected));
  }

  test("a long list by index", () => {
    const entry = (term: number) => ({ term, by: "node1" });
    const before = [entry(1), entry(2), entry(3), entry(4)];
    expect(change("log", before, [entry(1), entry(5), entry(3), entry(4), entry(6)])).toEqual([
      "log[1].term: 2 -> 5",
      "log: + [4] {term: 6, by: node1}",
    ]);
    expect(change("log", [...before, entry(6)], before)).toEqual(["log: - [4] {term: 6, by: node1}"]);
  });

  test("a variable that only one of them has", () => {
    expect(stateChange({}, { mode: { type: "Waiting" } }, fields)).toEqual(["mode: absent -> Waiting"]);
  });
});

describe("a whole state", () => {
  test("says once what all have in common", () => {
    const same = { node1: server({}), node2: server({}) };
    expect(stateText({ role: { node1: "idle", node2: "idle" }, server: same }, fields)).toEqual([
      "role[each]: idle",
      "server[each]: vote=null met={} next={each: 1}",
    ]);
  });

  test("and apart what they have not", () => {
    expect(
      stateText({ server: { node1: server({}), node2: server({ next: { node1: 1, node2: 2 } }) }, pair: ["node1", 2] }, fields),
    ).toEqual([
      "server[node1]: vote=null met={} next={each: 1}",
      "server[node2]: vote=null met={} next={node1: 1, node2: 2}",
      "pair: (node1, 2)",
    ]);
  });
});

test("an action with its arguments", () => {
  expect(actionText("tick", {})).toBe("tick()");
  expect(actionText("rmPrepare", { rm: "rm1" })).toBe("rmPrepare(rm1)");
  expect(actionText("phase1b", { acc: "a1", m: { type: "1a", bal: 0 } })).toBe("phase1b(acc=a1, m=1a(0))");
  expect(actionText("handle", { m: { type: "Vote", from: "s1", to: "s2", granted: true } })).toBe(
    "handle(Vote(s1 -> s2, granted=true))",
  );
});
