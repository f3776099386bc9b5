import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import type { Loose } from "../../../checker/model/model.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import { sameTwice } from "../../../checker/reference/same-twice.ts";
import { applied, argumentsOf, enabled } from "../../../checker/reference/step.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import {
  boolean, ids, instance, listOf, majorities, mapOf, oneOf, optional, ordered, range, record, sentMessages, setOf, spec, tuple, unordered, variants,
} from "../../../specs/language/index.ts";

const P = ids("p", 2);
const network = unordered({ between: P, messages: { Vote: { term: range(0, 2) } }, atMost: 2 });
const state = {
  node: mapOf(P, record({ term: range(0, 2), log: listOf(record({ term: range(0, 2) }), { atMost: 2 }), next: mapOf(P, range(0, 2)), votes: setOf(P) })),
  leader: optional(P),
  last: variants({ None: {}, At: { term: range(0, 2) } }),
  quorum: majorities(P),
  pair: tuple(P, boolean),
  mode: mapOf(oneOf("a", "b"), boolean),
  network,
};
const init = {
  node: { term: 0, log: [{ term: 1 }], next: 0, votes: [0] },
  leader: null, last: { type: "None" }, quorum: [0, 1], pair: [0, false], mode: false,
  network: [{ type: "Vote", from: 0, to: 1, term: 1 }],
};

type Recipe = (s: Loose, args: Loose) => unknown;
/** The state before, and what one action of a spec of this state makes of it. */
const step = (effect: Recipe, guard: Recipe | Record<string, Recipe> = () => true) => {
  const sample = () => spec({ name: "raft", state, init, actions: { act: { params: { i: P, m: network.any("Vote") }, guard, effect } } } as Loose);
  const model = modelOf(instance(sample as Loose, {}) as Loose);
  const [before] = systemOf(model).initial();
  const [action] = model.actions;
  const [args] = argumentsOf(model, action, before);
  return { model, before, action, args, take: () => applied(model, action, before, args), ask: () => enabled(model, action, before, args) };
};
const after = (effect: Recipe): Loose => step(effect).take();
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return "not refused";
};

describe("an effect", () => {
  test.each<[string, Recipe, (s: Loose) => unknown, unknown]>([
    ["edits fields in place", (s) => void (s.node[0].term += 2), (s) => [s.node[0].term, s.node[1].term], [2, 0]],
    ["pushes onto a list", (s) => void s.node[0].log.push({ term: 2 }), (s) => s.node[0].log, [{ term: 1 }, { term: 2 }]],
    ["assigns a fresh list", (s) => void (s.node[0].log = [...s.node[1].log, { term: 0 }]), (s) => s.node[0].log, [{ term: 1 }, { term: 0 }]],
    ["cuts a list", (s) => void (s.node[0].log.length = 0), (s) => s.node[0].log, []],
    ["replaces an element", (s) => void (s.node[0].log[0] = { term: 2, extra: 1 }), (s) => s.node[0].log, [{ term: 2 }]],
    ["assigns a scalar map", (s) => void (s.node[0].next = s.node[0].next.map(() => 2)), (s) => s.node[0].next, [2, 2]],
    ["assigns a map by words", (s) => void (s.mode = { b: true, a: false }), (s) => s.mode, { a: false, b: true }],
    ["assigns values", (s, { i, m }) => void Object.assign(s, { leader: i, last: { term: m.term, type: "At" }, pair: [1, true] }),
      (s) => [s.leader, s.last, s.pair], [0, { type: "At", term: 1 }, [1, true]]],
    ["copies values that are immutable", (s) => void (s.last = { type: "At", term: s.node[0].log[0].term }), (s) => s.last, { type: "At", term: 1 }],
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
    for (const part of [next, next.node, next.node[0], next.node[0].log, next.node[0].log[1]]) expect(Object.isFrozen(part)).toBe(true);
    expect(step(() => undefined).take()).toEqual(before);
  });

  test("may use one array of its own again and again", () => {
    const EMPTY: unknown[] = [];
    const { model, action, args, take } = step((s) => void (s.node[s.node[0].log.length === 0 ? 1 : 0].log = EMPTY));
    const once = take();
    expect(keyOf(model.variables, applied(model, action, once, args))).not.toBe(keyOf(model.variables, once));
  });
});

describe("an effect that breaks a rule is told which, and where", () => {
  const place = "raft.act(i=p1, m=Vote(from=p1, to=p2, term=1)): ";
  let kept: Loose;
  test.each<[string, Recipe, string]>([
    ["a value outside its domain", (s) => void (s.node[1].term = 5), "node[p2].term was set to 5, outside range(0, 2). Write a value of the domain, or bound it in the guard or in within."],
    ["a misspelt word", (s) => void (s.leader = "none"), 'leader was set to "none", outside optional p (p1 to p2).'],
    ["a deleted field", (s) => void delete s.node[0].term, "node[p1].term was set to undefined, outside range(0, 2)."],
    ["a misspelt field", (s) => void (s.node[0].trem = 1), "node[p1].trem was set, and there is no such field; there are term, log, next, votes."],
    ["a misspelt variable", (s) => void (s.laeder = 1), "laeder was set, and there is no such variable; there are node, leader"],
    ["a key that is none", (s) => void (s.node[0].next[2] = 1), "node[p1].next was given the key 2."],
    ["a map that lacks a key", (s) => void (s.mode = { a: true }), 'mode was set to {"a":true}, which is no map. It has one value for each of oneOf(a, b)'],
    ["a long list", (s) => void s.node[0].log.push({ term: 1 }, { term: 1 }), "node[p1].log was set to a list of 3, outside a list of a record of term, at most 2. Raise atMost, or bound it"],
    ["an element outside", (s) => void s.node[0].log.push({ term: 7 }), "node[p1].log[1].term was set to 7, outside range(0, 2)."],
    ["no list at all", (s) => void (s.node[0].log = 3), "node[p1].log was set to 3, outside a list of a record of term, at most 2."],
    ["a member outside", (s) => void s.node[0].votes.add(2), "setOf(p) was given 2, outside p (p1 to p2)."],
    ["a message outside", (s) => void s.network.send({ type: "Vote", from: 0, to: 1, term: 3 }), "network was given Vote(from=p1, to=p2, term=3), where Vote.term is 3, outside range(0, 2)."],
    ["a list that the state holds elsewhere", (s) => void (s.node[0].log = s.node[1].log), "node[p1].log was given what the state holds elsewhere. Copy it: [...list]"],
    ["a changed list in two places", (s) => void (s.node[0].log.push({ term: 0 }), (s.node[1].log = s.node[0].log)), "node[p2].log was given what the state holds elsewhere."],
    ["a scalar map that the state holds elsewhere", (s) => void (s.node[0].next = s.node[1].next), "node[p1].next was given what the state holds elsewhere."],
    ["a record that the state holds elsewhere", (s) => void (s.node[0] = s.node[1]), "node[p1] was given what the state holds elsewhere."],
    ["records swapped", (s) => void s.node.reverse(), "node[p1] was given what the state holds elsewhere."],
    ["a record spread", (s) => void (s.node[0] = { ...s.node[0], term: 2 }), "node[p1] was replaced. A record is edited in place: assign its fields one by one."],
    ["a set of another place", (s) => void (s.node[0].votes = s.node[1].votes), "node[p1].votes was given what the state holds elsewhere."],
    ["an array for a set", (s) => void (s.node[0].votes = [1]), "node[p1].votes was replaced. A set is edited in place: use add, remove, clear or assign."],
    ["an array for a network", (s) => void (s.network = []), "network was replaced. A network is edited in place: use its verbs."],
    ["a write to a message", (_s, { m }) => void (m.term = 2), "the effect writes to what cannot change (TypeError: Cannot assign to read only property 'term'"],
    ["a write to an element", (s) => void (s.node[0].log[0].term = 2), "the effect writes to what cannot change"],
    ["a write to its arguments", (_s, args) => void (args.i = 1), "the effect writes to what cannot change"],
    ["a returned value", (s) => s.node[0].term, "the effect returned 0. It returns nothing: it edits the draft, in braces."],
    ["a promise", async (s) => void (s.leader = 1), "the effect is asynchronous. A step happens at once: leave out async and await."],
    ["a promise that fails", async () => Promise.reject(new Error("late")), "the effect is asynchronous."],
    ["a failure of its own", (s) => void s.nothing.there, "the effect threw TypeError: Cannot read properties of undefined"],
  ])("%s", (_name, effect, message) => {
    const found = refusal(step(effect).take);
    expect(found.slice(0, place.length + message.length)).toBe(place + message);
  });

  test("a draft that outlives its effect", () => {
    const { take } = step((s) => {
      if (kept) kept.term = 1;
      kept = s.node[0];
    });
    take();
    expect(refusal(take)).toContain("uses a draft of an earlier step. A draft lives as long as its effect");
  });

  test("chance", () => {
    let n = 0;
    const random = step((s) => void (s.node[0].term = n++ % 2));
    expect(refusal(() => sameTwice(random.model, random.action, random.before, random.args, random.take()))).toContain("run twice on one state, the effect led to two different states");
    const fickle = step(() => undefined, () => n++ < 3);
    expect(fickle.ask()).toBe(true);
    expect(refusal(() => sameTwice(fickle.model, fickle.action, fickle.before, fickle.args, fickle.take()))).toContain("the guard first held and then did not");
  });
});

describe("a guard", () => {
  const idle = () => undefined;
  test.each<[string, Recipe, string]>([
    ["that assigns", (s) => (s.leader = 1), "the guard writes (TypeError: Cannot assign to read only property 'leader'"],
    ["that changes a list", (s) => s.node[0].log.push({ term: 1 }), "the guard writes"],
    ["that sorts a map", (s) => s.node.sort().length === 1, "the guard writes"],
    ["that adds to a set", (s) => s.node[0].votes.add(1), "the guard writes"],
    ["that sends", (s) => s.network.send({ type: "Vote", from: 0, to: 1, term: 0 }), "the guard writes"],
    ["that returns no boolean", (s) => s.node[0].log.length, "the guard returned 1. It returns true or false"],
    ["that returns nothing", () => undefined, "the guard returned undefined."],
    ["that fails", (s) => s.nothing.there, "the guard threw TypeError: Cannot read properties of undefined"],
  ])("%s", (_name, guard, message) => {
    expect(refusal(step(idle, guard).ask)).toContain(`raft.act(i=p1, m=Vote(from=p1, to=p2, term=1)): ${message}`);
  });

  test("of several conditions is named by the one that is wrong", () => {
    expect(refusal(step(idle, { fine: () => true, odd: () => 1 }).ask)).toContain(", condition odd: the guard returned 1.");
    expect(step(idle, { fine: () => true, refuses: () => false, odd: () => 1 }).ask()).toBe(false);
  });
});

describe("arguments", () => {
  const rows = (params: Loose, more: Loose = {}) => {
    const sample = () => spec({ name: "sample", state: { ...state, ...more.state }, init: { ...init, ...more.init }, actions: { act: { params, effect: () => undefined } } } as Loose);
    const model = modelOf(instance(sample as Loose, {}) as Loose);
    const [before] = systemOf(model).initial();
    return argumentsOf(model, model.actions[0], before);
  };

  test("stand in declared order, the first parameter slowest", () => {
    expect(rows({ a: oneOf("y", "x"), b: boolean })).toEqual([{ a: "y", b: false }, { a: "y", b: true }, { a: "x", b: false }, { a: "x", b: true }]);
    expect(rows(undefined)).toEqual([{}]);
    expect(rows({ a: boolean, none: ids("none", 0) })).toEqual([]);
  });

  test("that the state offers stand in the domain's order and once, and know those before them", () => {
    const offered = (_s: Loose, { a }: Loose) => new Set([2, a, 0, 2]);
    expect(rows({ a: range(1, 2), b: { of: range(0, 2), from: offered } })).toEqual([
      { a: 1, b: 0 }, { a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 0 }, { a: 2, b: 2 },
    ]);
    expect(() => rows({ b: { of: range(0, 2), from: () => [7] } })).toThrow("sample.act: parameter b: its function of the state gave 7, outside range(0, 2).");
  });

  test("that are drawn stand in the order of messages, and of an ordered network are the heads alone", () => {
    const queues = ordered({ between: P, messages: { B: { n: range(0, 2) }, A: {} }, atMost: 3 });
    const sent = sentMessages({ Z: { n: range(0, 2) }, A: {} });
    const more = {
      state: { queues, sent },
      init: {
        queues: [{ type: "A", from: 1, to: 0 }, { type: "B", from: 1, to: 0, n: 0 }, { type: "B", from: 0, to: 1, n: 2 }, { type: "B", from: 0, to: 1, n: 1 }],
        sent: [{ type: "A" }, { type: "Z", n: 2 }, { type: "Z", n: 1 }],
      },
    };
    expect(rows({ m: queues.any() }, more)).toEqual([{ m: { type: "B", from: 0, to: 1, n: 2 } }, { m: { type: "A", from: 1, to: 0 } }]);
    expect(rows({ m: queues.any("A") }, more)).toEqual([{ m: { type: "A", from: 1, to: 0 } }]);
    expect(rows({ m: sent.any() }, more)).toEqual([{ m: { type: "Z", n: 1 } }, { m: { type: "Z", n: 2 } }, { m: { type: "A" } }]);
  });
});
