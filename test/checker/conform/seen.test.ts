import { describe, expect, test } from "vitest";
import { holds, unlike } from "../../../checker/conform/leaf-holds.ts";
import { otherValue } from "../../../checker/conform/other-value.ts";
import { leafOf } from "../../../checker/conform/seen.ts";
import { Tracker } from "../../../checker/conform/tracker.ts";
import {
  boolean,
  type Glimpse,
  ids,
  instance,
  listOf,
  mapOf,
  oneOf,
  optional,
  ordered,
  range,
  record,
  setOf,
  spec,
  subsets,
  tuple,
  unobserved,
  unordered,
  variants,
} from "../../../checker/index.ts";
import type { Schema } from "../../../checker/model/schema.ts";
import { fieldsOf } from "../../../checker/reference/conform.ts";

const Node = ids("node", 3);
const [one, two, three] = Node.values;
const messages = { Ask: {}, Vote: { term: range(0, 3) } };
const Copy = variants({ None: {}, Some: { term: range(0, 3), by: Node } });

const everything = () =>
  spec({
    name: "everything",
    state: {
      node: mapOf(Node, record({ up: boolean, log: listOf(record({ term: range(0, 3) }), { atMost: 3 }), copy: Copy })),
      level: mapOf(oneOf("low", "high"), optional(Node)),
      quorum: subsets(Node),
      pair: setOf(tuple(Node, boolean)),
      bag: unordered({ between: Node, messages, atMost: 4 }),
      queue: ordered({ between: Node, messages, atMost: 4 }),
    },
    init: {
      node: (n) => ({ up: n === one, log: [{ term: 1 }, { term: 2 }], copy: { type: "Some", term: 2, by: n } }),
      level: (key) => (key === "low" ? two : null),
      quorum: [one, three],
      pair: [
        [one, true],
        [two, false],
      ],
      bag: [
        { type: "Ask", from: one, to: two },
        { type: "Ask", from: one, to: two },
      ],
      queue: [
        { type: "Vote", from: one, to: two, term: 3 },
        { type: "Vote", from: one, to: two, term: 1 },
      ],
    },
    actions: { nothing: { effect: () => undefined } },
  });
const only = instance(everything, undefined as never);
const tracker = new Tracker(only);
const [{ state }] = tracker.states.initial();
type View = Glimpse<(typeof only)["spec"]["state"]>;
const look = (view: View) => tracker.seen(view, "the test");

const Ask = { type: "Ask", from: one, to: two } as const;
const vote = (term: number) => ({ type: "Vote", from: one, to: two, term }) as const;

describe("what is so, and what is not", () => {
  const table: [what: string, is: View, isNot: View, differs?: string[]][] = [
    ["a field of one process", { node: { [one]: { up: true } } }, { node: { [one]: { up: false } } }, ["node[node1].up"]],
    [
      "a field of each",
      { node: (n) => ({ up: n === one }) },
      { node: () => ({ up: true }) },
      ["node[node2].up", "node[node3].up"],
    ],
    [
      "some processes",
      { node: (n) => (n === one ? { up: true } : unobserved) },
      { node: (n) => (n === two ? { up: true } : unobserved) },
    ],
    [
      "a list",
      { node: { [one]: { log: [{ term: 1 }, { term: 2 }] } } },
      { node: { [one]: { log: [{ term: 2 }, { term: 1 }] } } },
    ],
    [
      "its length",
      { node: { [one]: { log: { length: 2 } } } },
      { node: { [one]: { log: { length: 1 } } } },
      ["node[node1].log"],
    ],
    [
      "a tagged value",
      { node: (n) => ({ copy: { type: "Some", term: 2, by: n } }) },
      { node: () => ({ copy: { type: "None" } }) },
    ],
    [
      "some of its fields",
      { node: () => ({ copy: { type: "Some", term: 2, by: unobserved } }) },
      { node: { [one]: { copy: { type: "Some", term: 1, by: unobserved } } } },
      ["node[node1].copy.term"],
    ],
    ["a map by words", { level: { low: two, high: null } }, { level: { low: null } }, ["level[low]"]],
    ["a subset", { quorum: [one, three] }, { quorum: [one, two] }, ["quorum"]],
    [
      "a set in any order",
      {
        pair: [
          [two, false],
          [one, true],
        ],
      },
      { pair: [[one, true]] },
      ["pair"],
    ],
    ["members of it", { pair: { has: [[one, true]], lacks: [[one, false]], size: 2 } }, { pair: { has: [[one, false]] } }],
    ["what it lacks", { pair: { lacks: [] } }, { pair: { lacks: [[one, true]] } }],
    ["a bag with its copies", { bag: [Ask, Ask] }, { bag: [Ask] }, ["bag"]],
    ["copies among others", { bag: { has: [Ask, Ask], size: 2 } }, { bag: { has: [Ask, Ask, Ask] } }],
    ["a queue in its order", { queue: [vote(3), vote(1)] }, { queue: [vote(1), vote(3)] }, ["queue"]],
    ["a value outside its domain", {}, { node: { [one]: { log: [{ term: 9 }] } } }, ["node[node1].log"]],
    ["a message outside its network", {}, { bag: { has: [{ ...Ask, type: "Vote", term: 9 }] } }, ["bag"]],
    ["a type that there is not", {}, { node: { [one]: { copy: { type: "Maybe" } as never } } }, ["node[node1].copy.type"]],
  ];
  for (const [what, is, isNot, differs] of table) {
    test(what, () => {
      expect(holds(look(is), state)).toBe(true);
      expect(holds(look(isNot), state)).toBe(false);
      if (differs) expect(unlike(look(isNot), state).map(({ part }) => part.path)).toEqual(differs);
    });
  }
});

test("what tells the same is the same", () => {
  const same = (a: View, b: View) => look(a) === look(b);
  expect(
    same(
      {
        pair: [
          [one, true],
          [two, false],
        ],
      },
      {
        pair: [
          [two, false],
          [one, true],
        ],
      },
    ),
  ).toBe(true);
  expect(same({ node: { [one]: { up: true } } }, { node: (n) => (n === one ? { up: true } : unobserved) })).toBe(true);
  expect(same({ level: unobserved }, {})).toBe(true);
  const different: View[] = [
    {},
    { level: { low: null } },
    { level: { high: null } },
    { pair: [] },
    { pair: { has: [] } },
    { pair: { lacks: [] } },
    { pair: { size: 0 } },
    { bag: [] },
    { bag: { size: 0 } },
    { queue: [] },
    { node: { [one]: { log: [] } } },
    { node: { [one]: { log: { length: 0 } } } },
    { node: { [two]: { log: [] } } },
    // What is told of a collection is not told of the one after it.
    { bag: { has: [Ask] }, queue: {} },
    { bag: {}, queue: { has: [Ask] } },
    { bag: { has: [Ask], lacks: [vote(1)] }, queue: { size: 1 } },
    { bag: { has: [Ask] }, queue: { lacks: [vote(1)], size: 1 } },
  ];
  expect(new Set(different.map(look)).size).toBe(different.length);
});

test("each part can be changed into something else that it can be", () => {
  const fields = fieldsOf(tracker.model.variables);
  const seen = look({
    node: (n) => ({ up: n === one, log: [{ term: 1 }, { term: 2 }], copy: { type: "Some", term: 2, by: n } }),
    level: (key) => (key === "low" ? two : null),
    quorum: [one, three],
    pair: [[one, true]],
    bag: [Ask],
    queue: [vote(3)],
  });
  expect(new Set(seen.leaves.map(({ part }) => part.at[0]))).toEqual(new Set(Object.keys(fields)));
  for (const leaf of seen.leaves) {
    for (let salt = 0; salt < 7; salt++) {
      const other = otherValue(leaf.part.schema, leaf.value, salt);
      expect(other, leaf.part.path).toBeDefined();
      const changed = leafOf(leaf.part, other);
      expect([leaf.part.path, changed.key !== leaf.key, changed.foreign]).toEqual([leaf.part.path, true, undefined]);
    }
  }
});

test("where there is nothing else, nothing is changed", () => {
  const alone = oneOf("only") as unknown as Schema;
  expect(otherValue(alone, "only", 3)).toBe(undefined);
  expect(otherValue(listOf(oneOf("only"), { atMost: 0 }) as unknown as Schema, [], 1)).toBe(undefined);
});
