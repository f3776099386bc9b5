import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import {
  boolean,
  crashes,
  eventually,
  ids,
  listOf,
  loses,
  mapOf,
  ordered,
  range,
  record,
  sentMessages,
  setOf,
  tuple,
  unordered,
  variants,
  when,
} from "../../../specs/language/index.ts";
import { modelled, network, P, sample } from "./sample.ts";

describe("what is wrong is told with its place and what was allowed", () => {
  const effect = () => undefined;
  const held = (type: Loose, init: Loose = 0) => ({ state: { x: type }, init: { x: init } });
  const wide = record({ a: range(0, 999), b: range(0, 999) });
  const net = network();
  const lossy = unordered({ between: P, messages: { Ping: {} }, atMost: 2, whenFull: "loseNewest" });

  test.each<[string, Loose, Loose, string]>([
    ["an unknown variable in init", { init: { m: 1 } }, {}, "sample: init gives m, which is not one of the variables: n."],
    ["a missing variable", { init: { n: undefined } }, {}, "sample: init gives no n. It must give all variables: n."],
    ["a value outside its domain", { init: { n: 4 } }, {}, "sample: init gives n as 4, outside range(0, 3)."],
    ["the same of the instance's own", {}, { init: { n: 4 } }, "sample/1: its own init gives n as 4, outside range(0, 3)."],
    [
      "the same in the depth",
      held(mapOf(P, record({ log: listOf(tuple(P, boolean), { atMost: 2 }) })), (p: number) => ({ log: [[p, p]] })),
      {},
      "sample: init gives x[p1].log[0][1] as 0, outside boolean.",
    ],
    [
      "a misspelt field",
      held(record({ up: boolean }), { up: true, dwon: 1 }),
      {},
      "sample: init gives x.dwon, which is not one of the fields of x: up.",
    ],
    [
      "a missing field",
      held(record({ up: boolean, at: P }), { up: true }),
      {},
      "sample: init gives no x.at. It must give all fields of x: up, at.",
    ],
    ["a record that is none", held(record({ up: boolean }), 3), {}, "sample: init: x is 3, and should give up."],
    ["a set that is none", held(setOf(P), 3), {}, "sample: init: x: it is 3, and should be a list of what it holds."],
    ["a member outside", held(setOf(P), [5]), {}, "sample: init: x: setOf(p) was given 5, outside p (p1 to p2)."],
    [
      "a message outside",
      held(sentMessages({ A: { p: P } }), [{ type: "A", p: 2 }]),
      {},
      "sample: init: x was given A(p=2), where A.p is 2, outside p (p1 to p2).",
    ],
    [
      "a network overfull",
      held(net, Array(3).fill({ type: "Ping", from: 0, to: 1 })),
      {},
      "sample: init: x is full: Ping(from=p1, to=p2) would be one more than the 2 that can be in flight.",
    ],
    [
      "an init without states",
      { more: { init: { params: { p: ids("p", 0) }, state: () => ({ n: 0 }) } } },
      {},
      "sample: init has no states: one of its parameters has no values.",
    ],
    ["a record without fields", held(record({}), {}), {}, "sample.state.x is a record without fields."],
    [
      "a set with too many possible members",
      held(setOf(wide), []),
      {},
      "sample.state.x: setOf(record) has 1000000 possible members, more than 512. Say how many it holds: { atMost }.",
    ],
    [
      "sent messages of too many kinds",
      held(sentMessages({ A: { wide } }), []),
      {},
      "sample.state.x: the network has 1000000 possible messages, more than 512.",
    ],
    [
      "a list without a bound",
      held(listOf(P, {} as Loose), []),
      {},
      "sample.state.x: atMost of a list is undefined. Give a positive integer",
    ],
    [
      "a network of half a message",
      held(unordered({ between: P, messages: { A: {} }, atMost: 0.5 }), []),
      {},
      "sample.state.x: atMost of the network is 0.5.",
    ],
    [
      "queues without a bound",
      held(ordered({ between: P, messages: { A: {} } } as Loose), []),
      {},
      "sample.state.x: atMost of the network is undefined.",
    ],
    [
      "a set in a list",
      held(listOf(setOf(P) as Loose, { atMost: 1 }), []),
      {},
      "sample.state.x: an element is a set, which changes in place",
    ],
    [
      "a map in a message",
      held(sentMessages({ A: { m: mapOf(P, boolean) as Loose } }), []),
      {},
      "sample.state.x: the field A.m is a map, which changes in place",
    ],
    ["nothing to hold", held(ids("none", 0), 0), {}, "sample.state.x: none has no values"],
    ["no type of the language", held({ kind: "stack" }), {}, "sample.state.x is no type of the language."],
    ["a union without types", held(variants({}), {}), {}, "sample.state.x has no types."],
    [
      "a field named type",
      held(variants({ A: { type: P } }), { type: "A" }),
      {},
      'sample.state.x.A: the field "type" is taken',
    ],
    [
      "keys that are no keys",
      held(mapOf(boolean as Loose, boolean), true),
      {},
      "sample.state.x: the keys of a map are ids, words or numbers.",
    ],
    [
      "one network as two variables",
      { state: { a: net, b: net }, init: { a: [], b: [] } },
      {},
      "sample.state: a and b are one network. Make one for each.",
    ],
    ["no actions", { actions: {} }, {}, "sample has no actions."],
    ["an action without effect", { actions: { act: {} } }, {}, "sample.act has no effect."],
    [
      "a condition that is none",
      { actions: { act: { effect, guard: { ready: true } } } },
      {},
      "sample.act: the condition ready of its guard is no function of the state.",
    ],
    [
      "a parameter over nothing",
      { actions: { act: { effect, params: { p: [1, 2] } } } },
      {},
      "sample.act: parameter p ranges over nothing known.",
    ],
    [
      "a by that is no parameter",
      { actions: { act: { effect, params: { i: P }, by: "j" } } },
      {},
      'sample.act: by names no parameter "j"; there are i.',
    ],
    [
      "a network that the spec does not hold",
      { actions: { act: { effect, params: { m: net.any() } } } },
      {},
      "sample.act: parameter m is drawn from a network that is no variable of the spec; its variables are n.",
    ],
    [
      "a crash of ids, and not of their map",
      { actions: { crash: crashes(ids("node", 2) as never, () => true, {}) } },
      {},
      "sample.crash: crashes acts upon the ids node. Give it the map of the state: const map = mapOf(the ids, record({ ... })), declared before the spec, and both state: { map } and crashes(map, ...).",
    ],
    [
      "a fault upon what the spec does not hold",
      { actions: { lose: loses(net) } },
      {},
      "sample.lose: loses acts upon a network that is no variable of the spec; its variables are n.",
    ],
    [
      "a lossy network that nobody loses from",
      held(lossy, []),
      {},
      "sample.state.x loses the newest message when full, yet no action loses its messages. Add loses(x)",
    ],
    [
      "two properties of one name",
      { more: { invariants: { same: () => true }, steps: { same: () => true } } },
      {},
      "sample.steps.same: the name is taken, by invariants.same.",
    ],
    [
      "a property named deadlock",
      { more: { invariants: { deadlock: () => true } } },
      {},
      "sample.invariants.deadlock: the name is taken, the checker's own.",
    ],
    ["a property that is no function", { more: { invariants: { good: true } } }, {}, "sample.invariants.good is no function."],
    ["a refinement that is none", { more: { refines: { other: () => ({}) } } }, {}, "sample.refines.other is no refinement."],
    [
      "fairness of no action",
      { more: { fairness: { rest: "weak" } } },
      {},
      'sample.fairness names "rest", which is no action; there are ',
    ],
    [
      "fairness of no kind",
      { more: { fairness: { up: "fair" } } },
      {},
      'sample.fairness.up: write "weak", "strong", { weak: [names of parameters] } or { strong: [...] }.',
    ],
    [
      "fairness by no parameter",
      { more: { fairness: { up: { weak: ["who"] } } } },
      {},
      'sample.fairness.up: the action has no parameter "who"; there are ',
    ],
    [
      "a witness that is none, out of reach",
      { more: { witnesses: { top: () => true } } },
      { outOfReach: ["tip"] },
      'sample/1: outOfReach names "tip", which is no witness; there are top.',
    ],
    ["a bound that is no function", {}, { within: { low: 3 } }, "sample/1: within.low is no function."],
    [
      "one name for two bounds",
      {},
      { within: { low: () => true }, allow: { low: () => true } },
      'sample/1: "low" names a condition of within and one of allow.',
    ],
  ])("%s", (_name, parts, options, message) => {
    expect(() => modelled(parts, options)).toThrow(message);
    expect(() => modelled()).not.toThrow();
  });

  test("names of properties", () => {
    const parts = {
      more: {
        invariants: { good: () => true, gone: when(false, () => true) },
        liveness: { ends: eventually((s: Loose) => s.n === 3) },
      },
    };
    expect(() => modelled(parts, {}, ["god"])).toThrow('sample has no property "god"; there are good, ends, deadlock.');
    expect(() => modelled(parts, {}, ["gone"])).toThrow('sample: these constants leave the property "gone" out');
    expect(modelled(parts, {}, ["ends"])).toMatchObject({ invariants: [], liveness: [{ name: "ends" }] });
    expect(() => modelled(parts, { deadlockAllowed: "why not" }, ["deadlock"])).toThrow(
      'sample/1 allows deadlock ("why not"), so it cannot be asked for.',
    );
    expect(modelled(parts, {}, ["good"])).toMatchObject({ invariants: [{ name: "good" }], deadlock: false });
    expect(modelled(parts, {}, ["deadlock"])).toMatchObject({ invariants: [], deadlock: true });
  });

  test("what is no instance", () => {
    expect(() => modelOf(sample() as Loose)).toThrow("what is checked is an instance");
  });
});
