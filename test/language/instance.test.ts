import { describe, expect, test } from "vitest";
import {
  ids,
  implies,
  instance,
  instancesOf,
  listOf,
  mapOf,
  mutant,
  oneOf,
  record,
  restarts,
  SpecError,
  sentMessages,
  setOf,
  spec,
  when,
} from "../../specs/language/index.ts";

interface Constants {
  readonly nodes: number;
  readonly crashes?: boolean;
  readonly sizes?: readonly number[];
}

const relay = ({ nodes, crashes = false }: Constants) => {
  const Node = ids("node", nodes);
  const messages = sentMessages({ Told: { node: Node } });
  const node = mapOf(Node, record({ mood: oneOf("calm", "eager"), heard: setOf(Node), log: listOf(Node, { atMost: 2 }) }));
  return spec({
    name: "relay",
    state: { node, messages },
    init: { node: { mood: "calm", heard: [], log: [] }, messages: [] },
    actions: {
      tell: {
        params: { from: Node },
        guard: { calm: (s, { from }) => s.node[from].mood === "calm", first: (s) => s.messages.size === 0 },
        effect: (s, { from }) => {
          s.messages.add({ type: "Told", node: from });
        },
      },
      rest: { guard: () => false, effect: () => {} },
      restart: { ...restarts(node, { heard: [], log: [] }), when: crashes },
    },
    invariants: { few: (s) => s.messages.size < 2 },
    steps: { grows: (before, after) => before.messages.size <= after.messages.size },
    witnesses: { told: (s) => s.messages.size > 0 },
  });
};

describe("an instance is named by its constants", () => {
  const cases: [constants: Constants, name: string][] = [
    [{ nodes: 3 }, "3"],
    [{ nodes: 3, crashes: false }, "3"],
    [{ nodes: 3, crashes: true }, "3-crashes"],
    [{ nodes: 3, sizes: [1, 2] }, "3-1+2"],
  ];
  test.each(cases)("%o", (constants, name) => {
    expect(instance(relay, constants)).toMatchObject({ kind: "instance", name, target: `relay/${name}`, constants });
  });

  test("unless it has a name of its own", () => {
    expect(instance(relay, { nodes: 3 }, { name: "small" }).target).toBe("relay/small");
    expect(instance(() => relay({ nodes: 1 }), {}).target).toBe("relay/only");
  });
});

test("an instance knows where it stands only if it is told", () => {
  expect(instancesOf(import.meta.url)(relay, { nodes: 1 }).address).toEqual({ module: import.meta.url });
  expect(instance(relay, { nodes: 1 })).not.toHaveProperty("address");
});

test("a spec lists the names of its properties", () => {
  expect(relay({ nodes: 1 }).properties).toEqual(["few", "grows", "told"]);
});

test("a property keeps what the checker must know of it", () => {
  const holds = (n: number) => n > 0;
  expect({ ...when(false, holds) }).toEqual({ when: false });
  expect(when(true, holds)(1)).toBe(true);
  expect({ ...when(false, implies(holds, holds)) }).toEqual({ when: false, premise: holds, conclusion: holds });
  expect([0, 1].map(implies(holds, (n) => n > 1))).toEqual([true, false]);
});

const two = instance(relay, { nodes: 2, crashes: true }, { name: "two", outOfReach: ["told"], expect: { states: 3 } });

describe("a mutant is its base with a mistake in it", () => {
  test("conditions are replaced one by one", () => {
    const { spec } = mutant(two, "speaks again", { actions: { tell: { guard: { first: () => true } } }, breaks: "few" });
    const { guard, effect } = spec.actions.tell;
    const original = two.spec.actions.tell;
    expect(Object.keys(guard as object)).toEqual(["calm", "first"]);
    expect(guard).toMatchObject({ calm: (original.guard as { calm: unknown }).calm });
    expect((guard as unknown as { first(): boolean }).first()).toBe(true);
    expect(effect).toBe(original.effect);
    expect(spec.actions.rest).toBe(two.spec.actions.rest);
  });

  test("a guard as a whole is replaced by one function, and a function by conditions", () => {
    const { spec } = mutant(two, "guards", {
      actions: { tell: { guard: () => true }, rest: { guard: { tired: () => true } } },
      breaks: "few",
    });
    expect(spec.actions.tell.guard).toBeTypeOf("function");
    expect(Object.keys(spec.actions.rest.guard as object)).toEqual(["tired"]);
  });

  test("it keeps the bounds and where it stands, and not what was counted without the mistake", () => {
    const broken = mutant(two, "idle", { breaks: "told", also: ["deadlock"], after: 2 });
    expect(broken).toMatchObject({
      target: "relay/two",
      mutant: "idle",
      breaks: "told",
      also: ["deadlock"],
      after: 2,
      base: two,
    });
    expect(broken.options).toEqual({ name: "two", outOfReach: ["told"] });
    expect(mutant(two, "idle", { breaks: "told" })).not.toHaveProperty("after");
  });

  test("initial states of its own stand in the place of the base's", () => {
    const init = { node: { mood: "eager", heard: [], log: [] }, messages: [] } as const;
    expect(mutant(two, "eager", { init, breaks: "told" }).options.init).toBe(init);
  });

  test("another network answers to the old one's identity", () => {
    const { spec } = mutant(two, "narrow", {
      networks: { messages: sentMessages({ Told: { node: two.spec.state.node.keys } }, { atMost: 1 }) },
      breaks: "few",
    });
    expect(spec.state.messages).toMatchObject({ atMost: 1, standsFor: two.spec.state.messages });
  });

  test("a fault may stand in the place of another", () => {
    const forgetful = restarts(two.spec.state.node, { log: [] });
    const { spec } = mutant(two, "remembers", { actions: { restart: forgetful }, breaks: "few" });
    expect(spec.actions.restart.effect).toBe(forgetful.effect);
  });

  const mistakes: [mistake: string, mutation: object, message: string][] = [
    ["an unknown action", { actions: { tel: {} } }, 'mutant "odd": there is no action "tel"; it has tell, rest, restart'],
    [
      "an unknown condition",
      { actions: { tell: { guard: { frist: () => true } } } },
      'tell has no condition "frist"; it has calm, first',
    ],
    ["a misspelt member", { brakes: "few" }, 'mutant "odd" has no member "brakes"; did you mean breaks? There are the members'],
    [
      "a misspelt member of an action",
      { actions: { tell: { gaurd: () => true } } },
      'mutant "odd": tell has no member "gaurd"; did you mean guard?',
    ],
    [
      "a network that is none",
      { networks: { node: sentMessages({}) } },
      '"node" is not a network of the spec; it has messages',
    ],
  ];
  test.each(mistakes)("%s is refused, and the known names are listed", (_, mutation, message) => {
    const make = () => mutant(two, "odd", { ...mutation, breaks: "few" });
    expect(make).toThrow(SpecError);
    expect(make).toThrow(message);
  });
});

test("a restart gives the fields named their values again, in place, and leaves the others", () => {
  const { node } = two.spec.state;
  const heard = new Set([1]) as Set<number> & { assign(values: Iterable<number>): void };
  heard.assign = (values) => {
    heard.clear();
    for (const value of values) heard.add(value);
  };
  const draft = [{ mood: "eager", heard, log: [1, 0] }];
  const [process] = node.keys.values;
  restarts(node, { heard: [], log: [process] }).effect(draft, { process });
  expect(draft).toEqual([{ mood: "eager", heard, log: [0] }]);
  expect([...heard]).toEqual([]);
});
