// Scalars, composite values and lists: every kind that a variable, an element or a parameter can be.
import {
  boolean,
  ids,
  instance,
  listOf,
  majorities,
  oneOf,
  optional,
  orderedIds,
  range,
  record,
  setOf,
  spec,
  subsets,
  subsetsOfSize,
  tuple,
  variants,
} from "../../../../specs/language/index.ts";

const NODE = ids("node", 3);
const RING = orderedIds("place", 3);
const LETTER = oneOf("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n");

/** Several initial states, two of them alike; ids in an order; ranges from below zero; optionals of all sorts; a long enumeration. */
const scalars = () =>
  spec({
    name: "scalars",
    state: {
      at: RING,
      level: range(-2, 2),
      owner: optional(NODE),
      delta: optional(range(-1, 1)),
      flag: optional(boolean),
      letter: LETTER,
      word: optional(oneOf("x", "y")),
      only: oneOf("always"),
      up: boolean,
    },
    init: {
      params: { level: range(-1, 0), up: boolean, again: range(0, 1) },
      state: ({ level, up, again }) => ({
        at: RING.values[0],
        level: level * again,
        owner: null,
        delta: null,
        flag: null,
        letter: "a",
        word: null,
        only: "always",
        up,
      }),
    },
    actions: {
      move: {
        params: { to: RING },
        guard: (s, { to }) => RING.precedes(s.at, to),
        effect: (s, { to }) => {
          s.at = to;
        },
      },
      descend: {
        guard: { notLowest: (s) => s.level > -2, up: (s) => s.up },
        effect: (s) => {
          s.level -= 1;
          s.delta = s.level < 0 ? -1 : null;
        },
      },
      own: {
        params: { node: NODE, flag: optional(boolean) },
        guard: (s, { node }) => s.owner !== node && s.letter < "c",
        effect: (s, { node, flag }) => {
          s.owner = s.owner === null ? node : null;
          s.flag = flag;
        },
      },
      spell: {
        params: { by: range(-1, 2) },
        guard: (s, { by }) => LETTER.values.indexOf(s.letter) + by >= 0 && s.level === 0 && s.delta === null,
        effect: (s, { by }) => {
          s.letter = LETTER.values[(LETTER.values.indexOf(s.letter) + by) % 14];
          s.word = by === 0 ? null : by < 0 ? "x" : "y";
          s.only = "always";
        },
      },
    },
  });

/** Subsets as parameters, as values, in lists, and offered as arrays of the author's own. */
const quorums = () =>
  spec({
    name: "quorums",
    state: {
      acked: listOf(NODE, { atMost: 3 }),
      last: subsets(NODE),
      maybe: optional(subsetsOfSize(NODE, 2)),
      seen: setOf(majorities(NODE)),
    },
    init: { acked: [], last: [], maybe: null, seen: [] },
    actions: {
      ack: {
        params: { by: subsets(NODE) },
        guard: (s, { by }) => by.length === s.acked.length + 1 && by.every((node) => !s.acked.includes(node)),
        effect: (s, { by }) => {
          s.acked = [...s.acked, by[0]];
          s.last = by;
        },
      },
      decide: {
        params: { quorum: majorities(NODE) },
        guard: (s, { quorum }) => quorum.some((node) => s.acked.includes(node)),
        effect: (s, { quorum }) => {
          s.seen.add(quorum);
          s.last = NODE.values.filter((node) => quorum.includes(node) && !s.acked.includes(node));
        },
      },
      choose: {
        params: { pair: { of: subsetsOfSize(NODE, 2), from: (s) => (s.last.length === 2 ? [[...s.last]] : []) } },
        effect: (s, { pair }) => {
          s.maybe = s.maybe === null ? pair : null;
        },
      },
      forget: {
        guard: (s) => s.acked.length > 0,
        effect: (s) => {
          s.acked.shift();
        },
      },
    },
  });

const ENTRY = record({ term: range(0, 1), by: optional(NODE) });
const COMMAND = variants({ Put: { key: oneOf("k", "l"), on: boolean }, Stop: {}, Move: { path: listOf(NODE, { atMost: 2 }) } });

/** Tuples, records, lists and tagged unions, as variables and as elements. */
const composites = () =>
  spec({
    name: "composites",
    state: {
      log: listOf(ENTRY, { atMost: 2 }),
      pair: tuple(NODE, range(-1, 1)),
      pairs: setOf(tuple(NODE, boolean)),
      rows: listOf(listOf(boolean, { atMost: 2 }), { atMost: 2 }),
      command: COMMAND,
      history: listOf(COMMAND, { atMost: 1 }),
      latest: record({ entry: ENTRY, note: tuple(boolean) }),
    },
    init: {
      log: [],
      pair: [NODE.values[0], 0],
      pairs: [],
      rows: [[]],
      command: { type: "Stop" },
      history: [],
      latest: { entry: { term: 0, by: null }, note: [false] },
    },
    actions: {
      append: {
        params: { by: NODE },
        guard: (s, { by }) => s.log.length < 2 && s.pair[0] === by,
        effect: (s, { by }) => {
          s.log.push({ term: s.log.length === 0 ? 0 : 1, by: s.pair[1] < 0 ? null : by });
          const last = s.log.at(-1);
          if (last) s.latest.entry.term = last.term;
        },
      },
      copy: {
        guard: (s) => s.log.length === 1,
        effect: (s) => {
          s.log = [...s.log, { ...s.log[0], term: 1 }];
          s.latest.note = [true];
        },
      },
      pair: {
        params: { node: NODE },
        effect: (s, { node }) => {
          s.pair = [node, s.pair[1] === 1 ? -1 : ((s.pair[1] + 1) as -1 | 0 | 1)];
          s.pairs.add([node, s.log.length > 1]);
        },
      },
      unpair: {
        params: { node: NODE, on: boolean },
        guard: (s, { node, on }) => s.pairs.has([node, on]),
        effect: (s, { node, on }) => s.pairs.remove([node, on]) as undefined,
      },
      row: {
        params: { on: boolean },
        guard: (s) => s.rows.length < 2 || s.rows[1].length < 2,
        effect: (s, { on }) => {
          const [last] = s.rows.splice(s.rows.length - 1, 1);
          if (last.length < 2) s.rows.push([...last, on]);
          else s.rows.push(last, []);
        },
      },
      command: {
        params: { node: NODE, key: oneOf("k", "l") },
        guard: (s) => s.pairs.size === 0 && s.log.length === 0,
        effect: (s, { node, key }) => {
          const path = s.command.type === "Move" ? s.command.path : [];
          s.history = s.command.type === "Stop" ? [] : [s.command];
          s.command = path.length < 2 ? { type: "Move", path: [...path, node] } : { type: "Put", key, on: path[0] === node };
        },
      },
    },
  });

export const values = [
  instance(scalars, {}),
  instance(quorums, {}),
  instance(composites, {}, { within: (s) => s.pairs.size < 2 && s.rows.length < 2 }),
];
