import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import {
  boolean,
  crashes,
  implies,
  instance,
  loses,
  mapOf,
  mutant,
  oneOf,
  ordered,
  orderedIds,
  range,
  record,
  refinement,
  restarts,
  setOf,
  when,
} from "../../../specs/language/index.ts";
import { modelled, network, P, sample } from "./sample.ts";

describe("a model", () => {
  test("has its optional parts settled", () => {
    const inner = instance(sample() as Loose, {} as Loose) as Loose;
    const { actions, invariants, steps, refinements, witnesses } = modelled({
      actions: {
        no: { when: false, effect: () => undefined },
        yes: { when: true, effect: () => undefined },
        plain: { effect: () => undefined },
      },
      more: {
        invariants: {
          no: when(false, () => true),
          implied: when(
            true,
            implies(
              (s: Loose) => s.n > 1,
              () => true,
            ),
          ),
        },
        steps: {
          never: when(false, () => true),
          neverWithin: when(
            true,
            when(false, () => true),
          ),
          slow: when(
            true,
            when(true, () => true),
          ),
        },
        refines: {
          twin: when(
            true,
            refinement(inner, (s: Loose) => s),
          ),
          none: when(
            false,
            refinement(inner, (s: Loose) => s),
          ),
        },
        witnesses: { seen: () => true },
      },
    });
    expect(actions.map(({ name, index }) => [name, index])).toEqual([
      ["yes", 0],
      ["plain", 1],
    ]);
    expect(invariants.map(({ name, premise }) => [name, premise?.({ n: 2 }), premise?.({ n: 1 })])).toEqual([
      ["implied", true, false],
    ]);
    expect([steps, witnesses, refinements].map((named) => named.map(({ name }) => name))).toEqual([
      ["slow"],
      ["seen"],
      ["twin"],
    ]);
    expect(refinements[0].of).toBe(inner);
    expect(refinements[0].mapping({ n: 1 })).toEqual({ n: 1 });
  });

  test("knows variables by identity: of faults, of messages drawn, and of a network that a mutant puts in its place", () => {
    const net = network();
    const nodes = mapOf(P, record({ up: boolean }));
    const bare = sample({
      state: { net, nodes },
      init: { net: [], nodes: { up: true } },
      actions: {
        receive: { params: { m: net.any("Ping") }, effect: () => undefined },
        lose: loses(net),
        crash: crashes(nodes, (node: Loose) => node.up, { up: false }),
        restart: restarts(nodes, { up: true }),
      },
    });
    const base: Loose = instance(bare as Loose, {} as Loose);
    const other = ordered({ between: P, messages: { Ping: {} }, atMost: 1 });
    for (const [of, discipline] of [
      [base, "unordered"],
      [mutant(base, "queues", { networks: { net: other }, breaks: "deadlock" } as Loose), "ordered"],
    ] as const) {
      const { actions } = modelOf(of as Loose);
      expect(actions.map(({ upon, environment }) => [upon, environment])).toEqual([
        [undefined, false],
        ["net", true],
        ["nodes", true],
        ["nodes", true],
      ]);
      expect(actions[0].parameters[0].source).toMatchObject({
        kind: "drawn",
        variable: "net",
        tag: "Ping",
        network: { discipline },
      });
      expect(actions[1].parameters[0].source).toMatchObject({
        kind: "drawn",
        variable: "net",
        tag: undefined,
        network: { discipline },
      });
    }
  });

  test("has an initial state for each choice, the instance's before the spec's", () => {
    const choice = {
      params: { a: oneOf("y", "x"), b: range(0, 1) },
      state: ({ a, b }: Loose) => ({ n: (a === "x" ? 2 : 0) + b }),
    };
    expect(modelled({ more: { init: choice } }).initials).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    expect(modelled({ more: { init: choice } }, { init: { n: 3 } }).initials).toEqual([{ n: 3 }]);
  });

  test("has named bounds, and looks for deadlocks unless they are allowed or others are asked for", () => {
    const low = (s: Loose) => s.n < 2;
    expect(modelled({}, { within: low, allow: { rarely: () => true } })).toMatchObject({
      within: [{ name: "within", holds: low }],
      allow: [{ name: "rarely" }],
    });
    expect([
      modelled().deadlock,
      modelled({}, { deadlockAllowed: "it is over" }).deadlock,
      modelled({}, {}, []).deadlock,
    ]).toEqual([true, false, false]);
  });

  test("has the guard's conditions by name", () => {
    const conditions = { ready: () => true, willing: () => false };
    const { actions } = modelled({
      actions: { act: { guard: conditions, effect: () => undefined }, plain: { guard: () => true, effect: () => undefined } },
    });
    expect(actions.map((action) => action.conditions.map(({ name }) => name))).toEqual([["ready", "willing"], [undefined]]);
  });

  test("takes ordered ids, and sets of many members that say how many they hold", () => {
    const many = setOf(record({ a: range(0, 999) }), { atMost: 2 });
    expect(
      modelled({ state: { ring: orderedIds("node", 3), many }, init: { ring: 2, many: [] } }).variables.map(({ name }) => name),
    ).toEqual(["n", "ring", "many"]);
  });
});
