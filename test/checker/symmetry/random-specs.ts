// Random specs that treat all of their ids alike, of any shape that a state can have: each action knows ids by its arguments alone.
import fc from "fast-check";
import {
  type AnySpec,
  type Instance,
  ids,
  instance,
  listOf,
  mapOf,
  oneOf,
  optional,
  ordered,
  record,
  sentMessages,
  setOf,
  spec,
  subsets,
  tuple,
  unordered,
} from "../../../specs/language/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: specs made from data have no static types.
type Loose = any;
type Ids = { readonly Node: Loose; readonly Item: Loose };
type Args = { readonly p: Loose; readonly q: Loose; readonly i: Loose };

/** A variable: its type, where it starts, and what an action may do to it, given ids; where it can do nothing it is not enabled. */
interface Kind {
  type(ids: Ids): Loose;
  readonly init: Loose;
  readonly deeds: readonly ((state: Loose, name: string, args: Args) => void)[];
  /** What a guard may ask. */
  readonly asks: readonly ((state: Loose, name: string, args: Args) => boolean)[];
}

const fits = (set: Loose, most: number) => set.size < most;

const KINDS: Readonly<Record<string, Kind>> = {
  moods: {
    type: ({ Node }) => mapOf(Node, oneOf("glad", "sad", "mad")),
    init: "glad",
    deeds: [
      (s, v, { p }) => {
        s[v][p] = "sad";
      },
      (s, v, { p, q }) => {
        s[v][p] = s[v][q] === "sad" ? "mad" : "glad";
      },
    ],
    asks: [(s, v, { p }) => s[v][p] === "glad", (s, v, { p, q }) => s[v][p] === s[v][q]],
  },
  pointers: {
    type: ({ Node }) => mapOf(Node, optional(Node)),
    init: null,
    deeds: [
      (s, v, { p, q }) => {
        s[v][p] = q;
      },
      (s, v, { p, q }) => {
        s[v][p] = s[v][q];
      },
    ],
    asks: [(s, v, { p, q }) => s[v][p] === q, (s, v, { p }) => s[v][p] === null],
  },
  records: {
    type: ({ Node, Item }) => mapOf(Node, record({ has: setOf(Item), boss: optional(Node) })),
    init: { has: [], boss: null },
    deeds: [
      (s, v, { p, i }) => {
        s[v][p].has.add(i);
      },
      (s, v, { p, q, i }) => {
        if (s[v][p].has.has(i)) s[v][q].boss = p;
      },
    ],
    asks: [(s, v, { p, i }) => !s[v][p].has.has(i), (s, v, { p, q }) => s[v][p].boss !== q],
  },
  leader: {
    type: ({ Node }) => optional(Node),
    init: null,
    deeds: [
      (s, v, { p }) => {
        s[v] = p;
      },
      (s, v) => {
        s[v] = null;
      },
    ],
    asks: [(s, v, { p }) => s[v] !== p],
  },
  crowd: {
    type: ({ Node }) => subsets(Node),
    init: [],
    deeds: [
      (s, v, { p }) => {
        s[v] = s[v].includes(p) ? s[v] : [...s[v], p].sort((one, other) => one - other);
      },
    ],
    asks: [(s, v, { p }) => s[v].includes(p), (s, v) => s[v].length < 2],
  },
  crowds: {
    type: ({ Node }) => mapOf(Node, subsets(Node)),
    init: [],
    deeds: [
      (s, v, { p, q }) => {
        s[v][p] = s[v][p].includes(q) ? [] : [...s[v][p], q].sort((one, other) => one - other);
      },
    ],
    asks: [(s, v, { p, q }) => !s[v][p].includes(q)],
  },
  pairs: {
    type: ({ Node, Item }) => setOf(tuple(Node, Item)),
    init: [],
    deeds: [
      (s, v, { p, i }) => {
        s[v].add([p, i]);
      },
    ],
    asks: [(s, v, { p, i }) => !s[v].has([p, i])],
  },
  groups: {
    type: ({ Node, Item }) => setOf(record({ of: subsets(Node), for: Item })),
    init: [],
    deeds: [
      (s, v, { p, q, i }) => {
        if (fits(s[v], 2)) s[v].add({ of: p === q ? [p] : [p, q].sort((one, other) => one - other), for: i });
      },
    ],
    asks: [(s, v) => s[v].size === 0],
  },
  line: {
    type: ({ Node }) => listOf(Node, { atMost: 2 }),
    init: [],
    deeds: [
      (s, v, { p }) => {
        if (s[v].length < 2) s[v].push(p);
      },
      (s, v) => {
        if (s[v].length > 0) s[v].shift();
      },
    ],
    asks: [(s, v, { p }) => s[v][0] !== p],
  },
  owners: {
    type: ({ Node, Item }) => mapOf(Item, optional(Node)),
    init: null,
    deeds: [
      (s, v, { p, i }) => {
        s[v][i] = p;
      },
    ],
    asks: [(s, v, { p, i }) => s[v][i] !== p],
  },
  told: {
    type: ({ Node, Item }) => sentMessages({ Hello: { of: Node }, Gift: { to: Node, item: optional(Item) } }),
    init: [],
    deeds: [
      (s, v, { p }) => {
        s[v].add({ type: "Hello", of: p });
      },
      (s, v, { p, i }) => {
        s[v].add({ type: "Gift", to: p, item: i });
      },
    ],
    asks: [(s, v, { p }) => s[v].has({ type: "Hello", of: p })],
  },
  bag: {
    type: ({ Node, Item }) => unordered({ between: Node, messages: { Job: { item: Item } }, atMost: 2 }),
    init: [],
    deeds: [
      (s, v, { p, q, i }) => {
        if (fits(s[v], 2)) s[v].send({ type: "Job", from: p, to: q, item: i });
      },
    ],
    asks: [(s, v, { p }) => s[v].where({ type: "Job", from: p }).length === 0],
  },
  queues: {
    type: ({ Node }) => ordered({ between: Node, messages: { Word: { about: Node } }, atMost: 1 }),
    init: [],
    deeds: [
      (s, v, { p, q }) => {
        if (s[v].where({ type: "Word", from: p, to: q }).length === 0 && fits(s[v], 2))
          s[v].send({ type: "Word", from: p, to: q, about: q });
      },
    ],
    asks: [(s, v) => s[v].size === 0],
  },
};

const NAMES = Object.keys(KINDS);
const number = fc.noBias(fc.nat({ max: 60 }));

export interface Plan {
  readonly nodes: number;
  readonly variables: readonly string[];
  readonly actions: readonly {
    readonly asks: readonly (readonly [number, number])[];
    readonly deeds: readonly (readonly [number, number])[];
  }[];
}

const choices = (maxLength: number, minLength = 0) => fc.array(fc.tuple(number, number), { minLength, maxLength });

export const plans: fc.Arbitrary<Plan> = fc.record({
  nodes: fc.constantFrom(2, 3, 3),
  variables: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3, size: "max" }),
  actions: fc.array(fc.record({ asks: choices(2), deeds: choices(2, 1) }), { minLength: 1, maxLength: 3, size: "max" }),
});

/** The instance that a plan stands for: every action has two nodes and an item for arguments. */
export const instanceOf = ({ nodes, variables, actions }: Plan): Instance<AnySpec> => {
  const Node: Loose = ids("node", nodes);
  const Item: Loose = ids("item", 2);
  const kindOf = (choice: number) => {
    const name = variables[choice % variables.length];
    return { name, kind: KINDS[name] };
  };
  const action = ({ asks, deeds }: Plan["actions"][number]): Loose => ({
    params: { p: Node, q: Node, i: Item },
    guard: (s: Loose, args: Args) =>
      asks.every(([variable, which]) => {
        const { name, kind } = kindOf(variable);
        return kind.asks[which % kind.asks.length](s, name, args);
      }),
    effect: (s: Loose, args: Args) => {
      for (const [variable, which] of deeds) {
        const { name, kind } = kindOf(variable);
        kind.deeds[which % kind.deeds.length](s, name, args);
      }
    },
  });
  const specOf = () =>
    spec({
      name: "random",
      symmetric: [Node, Item],
      state: Object.fromEntries(variables.map((name) => [name, KINDS[name].type({ Node, Item })])),
      init: Object.fromEntries(variables.map((name) => [name, KINDS[name].init])),
      actions: Object.fromEntries(actions.map((one, i) => [`a${i}`, action(one)])),
      terminal: () => true,
    } as Loose);
  return instance(specOf as Loose, {} as never) as Instance<AnySpec>;
};
