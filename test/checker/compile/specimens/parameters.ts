// Parameters that a function of the state offers, dependent on earlier ones, between drawn ones, and beyond what can be listed.
import {
  boolean,
  ids,
  instance,
  listOf,
  majorities,
  optional,
  range,
  setOf,
  spec,
  unordered,
} from "../../../../specs/language/index.ts";

const NODE = ids("node", 3);

const offered = () => {
  const wire = unordered({ between: NODE, messages: { Vote: { n: range(0, 1) } }, atMost: 2 });
  return spec({
    name: "offered",
    state: { log: listOf(range(0, 2), { atMost: 2 }), voters: setOf(NODE), wire, leader: optional(NODE) },
    init: { log: [1, 0], voters: [], wire: [], leader: null },
    actions: {
      pick: {
        params: {
          node: NODE,
          index: { of: range(0, 1), from: (s) => [...s.log.keys(), ...s.log.keys()].reverse() },
          value: {
            of: range(0, 2),
            from: (s, { index }) => (index < s.log.length ? [s.log[index], (s.log[index] + 1) % 3] : []),
          },
        },
        guard: (s, { node, value }) => !s.voters.has(node) && value > 0,
        effect: (s, { node, index, value }) => {
          s.log[index] = value;
          if (value === 2) s.voters.add(node);
        },
      },
      elect: {
        params: {
          quorum: { of: majorities(NODE), from: (s) => (s.voters.size > 1 ? [NODE.filter((node) => s.voters.has(node))] : []) },
        },
        effect: (s, { quorum }) => {
          s.leader = s.leader === quorum[0] ? quorum[1] : quorum[0];
        },
      },
      send: {
        params: { to: { of: NODE, from: (s) => s.voters } },
        guard: (s) => s.wire.size < 1,
        effect: (s, { to }) => s.wire.send({ type: "Vote", from: to, to, n: s.log.length > 1 ? 1 : 0 }) as undefined,
      },
      receive: {
        params: {
          by: { of: NODE, from: (s) => s.voters },
          m: wire.any("Vote"),
          back: { of: boolean, from: (_s, { by, m }) => [m.to === by] },
        },
        effect: (s, { by, m, back }) => {
          s.wire.consume(m);
          if (back) s.voters.remove(by);
          else s.log.length = m.n;
        },
      },
      // What is asked of the earlier ones alone must not see the later.
      first: {
        params: { one: { of: boolean, from: (_s, args) => ["two" in args] }, two: boolean },
        guard: (s, { one }) => one || s.log.length === 0,
        effect: (s, { one, two }) => {
          s.log = one || two ? [2] : [1, 0];
        },
      },
    },
  });
};

/** More choices of arguments than are listed one by one. */
const numerous = () => {
  const N = range(0, 79);
  return spec({
    name: "numerous",
    state: { x: N, y: N },
    init: { x: 0, y: 79 },
    actions: {
      jump: {
        params: { x: N, y: N },
        guard: (s, { x, y }) => x === (s.x * 3 + 40) % 80 && (y === s.x || y === 79),
        effect: (s, { x, y }) => {
          s.x = x;
          s.y = y;
        },
      },
    },
  });
};

export const parameters = [instance(offered, {}), instance(numerous, {})];
