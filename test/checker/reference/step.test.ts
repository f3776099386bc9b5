import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { schemaOf } from "../../../checker/model/schema.ts";
import { build } from "../../../checker/reference/build.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import { applied } from "../../../checker/reference/step.ts";
import { init, type Recipe, state, step } from "./sample-step.ts";

const after = (effect: Recipe): Loose => step(effect).take();

describe("an effect", () => {
  test.each<[string, Recipe, (s: Loose) => unknown, unknown]>([
    ["edits fields in place", (s) => void (s.node[0].term += 2), (s) => [s.node[0].term, s.node[1].term], [2, 0]],
    ["pushes onto a list", (s) => void s.node[0].log.push({ term: 2 }), (s) => s.node[0].log, [{ term: 1 }, { term: 2 }]],
    [
      "assigns a fresh list",
      (s) => void (s.node[0].log = [...s.node[1].log, { term: 0 }]),
      (s) => s.node[0].log,
      [{ term: 1 }, { term: 0 }],
    ],
    ["cuts a list", (s) => void (s.node[0].log.length = 0), (s) => s.node[0].log, []],
    ["replaces an element", (s) => void (s.node[0].log[0] = { term: 2, extra: 1 }), (s) => s.node[0].log, [{ term: 2 }]],
    ["assigns a scalar map", (s) => void (s.node[0].next = s.node[0].next.map(() => 2)), (s) => s.node[0].next, [2, 2]],
    ["assigns a map by words", (s) => void (s.mode = { b: true, a: false }), (s) => s.mode, { a: false, b: true }],
    [
      "assigns values",
      (s, { i, m }) => void Object.assign(s, { leader: i, last: { term: m.term, type: "At" }, pair: [1, true] }),
      (s) => [s.leader, s.last, s.pair],
      [0, { type: "At", term: 1 }, [1, true]],
    ],
    [
      "copies values that are immutable",
      (s) => void (s.last = { type: "At", term: s.node[0].log[0].term }),
      (s) => s.last,
      { type: "At", term: 1 },
    ],
    ["refills a set", (s) => void s.node[0].votes.assign([1]), (s) => [...s.node[0].votes], [1]],
    ["consumes what it received", (s, { m }) => void s.network.consume(m), (s) => s.network.size, 0],
    ["reorders a list", (s) => void s.node[0].log.unshift({ term: 2 }), (s) => s.node[0].log, [{ term: 2 }, { term: 1 }]],
  ])("%s", (_name, effect, read, wanted) => {
    expect(read(after(effect))).toEqual(wanted);
  });

  test("leaves untouched what it does not touch, and nothing unfrozen", () => {
    const { before, take } = step((s) => void s.node[0].log.push({ term: 2 }));
    const next: Loose = take();
    expect(next.node[1]).toBe((before as Loose).node[1]);
    expect(next.network).toBe((before as Loose).network);
    for (const part of [next, next.node, next.node[0], next.node[0].log, next.node[0].log[1]])
      expect(Object.isFrozen(part)).toBe(true);
    expect(step(() => undefined).take()).toEqual(before);
  });

  test("may use one array of its own again and again", () => {
    const EMPTY: unknown[] = [];
    const { model, action, args, take } = step((s) => void (s.node[s.node[0].log.length === 0 ? 1 : 0].log = EMPTY));
    const once = take();
    expect(keyOf(model.variables, applied(model, action, once, args))).not.toBe(keyOf(model.variables, once));
  });

  test("finds every list in a place of its own, also when init gives one array to all", () => {
    const shared = Object.freeze([]);
    const variables = Object.entries(state).map(([name, type]) => ({ name, schema: schemaOf(type) }));
    const node = { term: 0, log: shared, next: 0, votes: [] };
    const { node: nodes }: Loose = build(variables, { ...init, node }, "init");
    expect(nodes[0].log).toEqual(nodes[1].log);
    expect(nodes[0].log).not.toBe(nodes[1].log);
  });
});
