import { describe, expect, test } from "vitest";
import { schemaOf } from "../../../checker/model/schema.ts";
import { build } from "../../../checker/reference/build.ts";
import { hashOf } from "../../../checker/reference/hash-of.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import { stateFromJson, stateToJson } from "../../../checker/reference/state-json.ts";
import {
  boolean,
  ghost,
  ids,
  listOf,
  majorities,
  mapOf,
  oneOf,
  optional,
  ordered,
  range,
  record,
  sentMessages,
  setOf,
  subsets,
  tuple,
  unordered,
  variants,
} from "../../../specs/language/index.ts";

const P = ids("p", 2);
const shapes = { Vote: { to2: optional(P), list: listOf(tuple(P, range(0, 9)), { atMost: 2 }) }, Ping: {} };
const state = {
  node: mapOf(P, record({ role: oneOf("a", "b"), next: mapOf(range(1, 2), optional(boolean)) })),
  words: mapOf(oneOf("x", "y"), range(0, 3)),
  quorum: optional(majorities(P)),
  either: variants({ Left: { of: subsets(P) }, Right: {} }),
  up: setOf(record({ p: P, n: range(0, 1) })),
  sent: sentMessages({ B: { p: P }, A: {} }),
  bag: unordered({ between: P, messages: shapes, atMost: 5 }),
  queues: ordered({ between: P, messages: shapes, atMost: 5 }),
  past: ghost({ count: range(0, 3) }),
};
const variables = Object.entries(state).map(([name, type]) => ({ name, schema: schemaOf(type) }));
const ping = { type: "Ping", from: 1, to: 0 };
const vote = { type: "Vote", from: 0, to: 1, to2: null, list: [[1, 9]] };
const init = {
  node: (p: number) => ({ role: p === 0 ? "b" : "a", next: (i: number) => (i === 1 ? null : true) }),
  words: (word: string) => (word === "x" ? 3 : 0),
  quorum: [0, 1],
  either: { type: "Left", of: [1] },
  up: [
    { p: 1, n: 0 },
    { p: 0, n: 1 },
  ],
  sent: [{ type: "A" }, { type: "B", p: 1 }],
  bag: [ping, vote, ping],
  queues: [ping, { ...vote, list: [] }, vote],
  past: { count: 2 },
};
const json = {
  node: { p1: { role: "b", next: { 1: null, 2: true } }, p2: { role: "a", next: { 1: null, 2: true } } },
  words: { x: 3, y: 0 },
  quorum: ["p1", "p2"],
  either: { type: "Left", of: ["p2"] },
  up: [
    { p: "p1", n: 1 },
    { p: "p2", n: 0 },
  ],
  sent: [{ type: "B", p: "p2" }, { type: "A" }],
  bag: [
    { type: "Vote", from: "p1", to: "p2", to2: null, list: [["p2", 9]] },
    { type: "Ping", from: "p2", to: "p1" },
    { type: "Ping", from: "p2", to: "p1" },
  ],
  queues: [
    { type: "Vote", from: "p1", to: "p2", to2: null, list: [] },
    { type: "Vote", from: "p1", to: "p2", to2: null, list: [["p2", 9]] },
    { type: "Ping", from: "p2", to: "p1" },
  ],
  past: { count: 2 },
};

describe("a state as JSON", () => {
  const plain = build(variables, init, "init");

  test("has ids by name, maps by key, sets sorted, bags with their copies and queues in order", () => {
    expect(stateToJson(variables, plain)).toEqual(json);
  });

  test("comes back the same through a file", () => {
    const back = stateFromJson(variables, JSON.parse(JSON.stringify(json)));
    expect(stateToJson(variables, back)).toEqual(json);
    expect(keyOf(variables, back)).toBe(keyOf(variables, plain));
  });

  test.each([
    [{ words: { x: 4, y: 0 } }, "words[x] is 4, which is none of range(0, 3)."],
    [{ words: { x: 1 } }, "words[y] is undefined, which is none of range(0, 3)."],
    [
      { node: { ...json.node, p2: { role: "c", next: json.node.p2.next } } },
      'node[p2].role is "c", which is none of oneOf(a, b).',
    ],
    [{ up: "p1" }, 'up is "p1", which is none of a set of a record of p, n.'],
    [{ quorum: ["p1"] }, 'quorum is ["p1"], which is none of optional majorities(p).'],
    [{ sent: [{ type: "C" }] }, 'sent is {"type":"C"}, which is none of those of type B, A.'],
  ])("%#: JSON of another type is refused with its place", (change, message) => {
    expect(() => stateFromJson(variables, { ...json, ...change } as never)).toThrow(message);
  });
});

describe("a state's key", () => {
  const key = (change: object) => keyOf(variables, build(variables, { ...init, ...change }, "init"));

  test("does not depend on the order in which members came", () => {
    expect(key({ up: [...init.up].reverse(), bag: [vote, ping, ping], sent: [...init.sent].reverse() })).toBe(key({}));
  });

  test.each([
    [{ bag: [ping, vote] }],
    [{ bag: [ping, vote, vote] }],
    [{ bag: [] }],
    [{ quorum: null }],
    [{ up: [] }],
    [{ past: { count: 1 } }],
    [{ queues: [ping, vote, { ...vote, list: [] }] }],
    [{ either: { type: "Right" } }],
    [{ words: 3 }],
    [{ queues: [ping, { ...vote, list: [] }] }],
    [{ node: { role: "a", next: null } }],
  ])("%#: differs when the state does", (change) => {
    expect(key(change)).not.toBe(key({}));
  });
});

describe("a hash of keys", () => {
  const keys = Array.from({ length: 3_000 }, (_, i) => `${i},(${i % 7},)`);

  test("does not depend on their order, and is 16 hex digits", () => {
    expect(hashOf(keys)).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOf([...keys].reverse())).toBe(hashOf(keys));
    expect(hashOf([])).toBe("0000000000000000");
  });

  test("differs when one key does, in both halves", () => {
    const hashes = keys.map((_, i) => hashOf(keys.slice(i, i + 1)));
    expect(new Set(hashes).size).toBe(keys.length);
    expect(new Set(hashes.map((hash) => hash.slice(0, 8))).size).toBeGreaterThan(keys.length - 5);
    expect(new Set(hashes.map((hash) => hash.slice(8))).size).toBeGreaterThan(keys.length - 5);
    expect(hashOf(keys.slice(1))).not.toBe(hashOf(keys));
  });

  test("carries from its lower half to its upper one", () => {
    const sum = keys.reduce((total, key) => (total + BigInt(`0x${hashOf([key])}`)) % 2n ** 64n, 0n);
    expect(hashOf(keys)).toBe(sum.toString(16).padStart(16, "0"));
  });
});
