// Messages wider than a word, of very many kinds, and several drawn at once.
import {
  boolean,
  ids,
  instance,
  listOf,
  loses,
  oneOf,
  ordered,
  range,
  record,
  sentMessages,
  spec,
  tuple,
  unordered,
} from "../../../../specs/language/index.ts";

const NODE = ids("node", 2);
const [ONE, TWO] = NODE.values;

const PATH = listOf(tuple(NODE, range(0, 99)), { atMost: 6 });

/** Messages wider than a word, in each discipline. */
const wide = () => {
  const wire = unordered({
    between: NODE,
    messages: { Data: { path: PATH, of: record({ round: range(0, 3) }) }, Nack: {} },
    atMost: 2,
  });
  const line = ordered({ between: NODE, messages: { Data: { path: PATH } }, atMost: 2 });
  const said = sentMessages({ Path: { path: PATH } }, { atMost: 2 });
  return spec({
    name: "wide",
    state: { wire, line, said, path: PATH },
    init: { wire: [], line: [], said: [], path: [[ONE, 99]] },
    actions: {
      send: {
        params: { n: range(98, 99) },
        guard: (s) => s.wire.size < 2,
        effect: (s, { n }) =>
          s.wire.send({ type: "Data", from: ONE, to: TWO, path: [...s.path, [TWO, n]], of: { round: 3 } }) as undefined,
      },
      pass: {
        params: { m: wire.any("Data") },
        guard: (s, { m }) => s.line.where({ type: "Data", to: TWO, path: m.path }).length === 0 && s.line.size < 2,
        effect: (s, { m }) => {
          s.wire.consume(m);
          s.line.send({ type: "Data", from: m.from, to: m.to, path: m.path });
        },
      },
      receive: {
        params: { m: line.any() },
        guard: (s, { m }) => s.said.size < 2 || s.said.has({ type: "Path", path: m.path }),
        effect: (s, { m }) => {
          s.line.consume(m);
          s.said.add({ type: "Path", path: m.path });
        },
      },
      keep: {
        params: { m: said.any("Path") },
        guard: (s, { m }) => m.path.length === 2 && s.path.length === 1,
        effect: (s, { m }) => {
          s.path = [...m.path.slice(1)];
        },
      },
      lose: loses(wire),
    },
  });
};

/** A rank and its copies that together are wider than a word, though the rank alone is not. */
const many = () => {
  const K = range(0, 999);
  const ONLY = ids("only", 1);
  const [only] = ONLY.values;
  const wire = unordered({ between: ONLY, messages: { M: { a: K, b: K, c: range(0, 899) } }, atMost: 9 });
  return spec({
    name: "many",
    state: { wire, got: range(0, 3) },
    init: { wire: [], got: 0 },
    actions: {
      send: {
        params: { a: range(998, 999) },
        guard: (s) => s.wire.size < 3,
        effect: (s, { a }) => s.wire.send({ type: "M", from: only, to: only, a, b: 999, c: 899 }) as undefined,
      },
      receive: {
        params: { before: boolean, m: wire.any("M"), after: boolean },
        guard: (s, { before, m, after }) => s.got < 3 && before !== (m.a === 999) && after,
        effect: (s, { m }) => {
          s.wire.consume(m);
          s.got += 1;
        },
      },
    },
  });
};

/** Two messages drawn at once, of one network and of two, among other parameters. */
const drawn = () => {
  const wire = unordered({ between: NODE, messages: { A: { n: range(0, 1) }, B: {} }, atMost: 3 });
  const other = unordered({ between: NODE, messages: { A: { n: range(0, 1) } }, atMost: 2 });
  return spec({
    name: "drawn",
    state: { wire, other, sum: range(0, 3) },
    init: { wire: [{ type: "B", from: ONE, to: TWO }], other: [], sum: 0 },
    actions: {
      send: {
        params: { n: range(0, 1) },
        guard: (s, { n }) => s.wire.size < 3 && s.wire.where({ type: "A", n }).length < 1,
        effect: (s, { n }) => s.wire.send({ type: "A", from: TWO, to: ONE, n }) as undefined,
      },
      meet: {
        params: { x: range(0, 1), m: wire.any("A"), y: boolean, b: wire.any("B") },
        guard: (s, { x, m, y }) => s.sum + x < 4 && m.n === x && y === s.sum > 1,
        effect: (s, { x, m }) => {
          s.sum = (s.sum + x + 1) % 4;
          if (s.sum === 2) s.wire.consume(m);
        },
      },
      forward: {
        params: { m: wire.any("A") },
        guard: (s) => s.other.size < 2,
        effect: (s, { m }) => {
          s.wire.consume(m);
          s.other.send(m);
        },
      },
      both: {
        params: { a: other.any("A"), m: wire.any() },
        guard: (_s, { a, m }) => m.type === "B" || a.n === m.n,
        effect: (s, { a, m }) => {
          s.other.consume(a);
          if (m.type === "A") s.wire.reply(m, { type: "B" });
        },
      },
    },
  });
};

/** More kinds of messages than bits, each kept once, with a bound; and the word of an enumeration in each. */
const sparse = () => {
  const said = sentMessages({ Say: { word: oneOf("yes", "no"), at: range(0, 499) } }, { atMost: 3 });
  return spec({
    name: "sparse",
    state: { said, at: range(0, 499) },
    init: { said: [{ type: "Say", word: "no", at: 499 }], at: 0 },
    actions: {
      say: {
        params: { word: oneOf("yes", "no") },
        guard: (s) => s.said.size < 3,
        effect: (s, { word }) => {
          s.said.add({ type: "Say", word, at: s.at });
          s.at = (s.at + 250) % 500;
        },
      },
      hear: {
        params: { m: said.any("Say") },
        guard: (s, { m }) => m.at !== s.at && s.said.where({ type: "Say", word: m.word }).some((other) => other.at <= m.at),
        effect: (s, { m }) => {
          s.at = m.at;
        },
      },
    },
  });
};

export const wideNetworks = [instance(wide, {}), instance(many, {}), instance(drawn, {}), instance(sparse, {})];
