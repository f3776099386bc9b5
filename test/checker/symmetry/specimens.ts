// Small specs in which ids stand in every place that a state has for them.
import {
  type AnySpec,
  duplicates,
  type Instance,
  ids,
  instance,
  listOf,
  loses,
  mapOf,
  oneOf,
  optional,
  ordered,
  record,
  setOf,
  spec,
  tuple,
  unordered,
} from "../../../specs/language/index.ts";

/** Each points at another or at nobody: rings of ids that only their neighbours tell apart. */
const pointers = () => {
  const Node = ids("node", 4);
  return spec({
    name: "pointers",
    symmetric: [Node],
    state: { next: mapOf(Node, optional(Node)), seen: setOf(tuple(Node, Node)) },
    init: { next: null, seen: [] },
    actions: {
      point: {
        params: { from: Node, to: Node },
        guard: (s, { from, to }) => s.next[from] === null && s.seen.size < 3 && !Node.some((n) => s.next[n] === to),
        effect: (s, { from, to }) => {
          s.next[from] = to;
          if (from !== to) s.seen.add([from, to]);
        },
      },
    },
    invariants: { oneEach: (s) => Node.every((to) => Node.count((n) => s.next[n] === to) <= 1) },
    terminal: () => true,
  });
};

/** A bag of messages, some lost and some repeated. */
const mail = () => {
  const Node = ids("node", 3);
  const post = unordered({ between: Node, messages: { Hello: { about: Node }, Bye: {} }, atMost: 3, whenFull: "loseNewest" });
  return spec({
    name: "mail",
    symmetric: [Node],
    state: { node: mapOf(Node, record({ knows: setOf(Node), last: optional(Node) })), post },
    init: { node: { knows: [], last: null }, post: [] },
    actions: {
      hello: {
        params: { from: Node, to: Node, about: Node },
        guard: (s, { from, to }) => from !== to && s.post.size === 0 && s.node[from].last === null,
        effect: (s, { from, to, about }) => {
          s.post.send({ type: "Hello", from, to, about });
          s.node[from].last = to;
        },
      },
      hear: {
        params: { m: post.any("Hello") },
        effect: (s, { m }) => {
          s.node[m.to].knows.add(m.about);
          s.post.reply(m, { type: "Bye" });
        },
      },
      lose: loses(post),
      repeat: duplicates(post, { copies: 2 }),
    },
    terminal: () => true,
  });
};

/** Queues, and a list in the order in which ids joined. */
const queues = () => {
  const Node = ids("node", 3);
  const line = ordered({ between: Node, messages: { Job: { by: Node } }, atMost: 1 });
  return spec({
    name: "queues",
    symmetric: [Node],
    state: { joined: listOf(Node, { atMost: 3 }), mood: mapOf(Node, oneOf("glad", "sad")), line },
    init: { joined: [], mood: "glad", line: [] },
    actions: {
      join: {
        params: { n: Node },
        guard: (s, { n }) => !s.joined.includes(n),
        effect: (s, { n }) => {
          s.joined.push(n);
        },
      },
      send: {
        params: { from: Node, to: Node },
        guard: (s, { from, to }) =>
          s.joined[0] === from && s.line.size < 2 && s.line.where({ type: "Job", from, to }).length === 0,
        effect: (s, { from, to }) => {
          s.line.send({ type: "Job", from, to, by: from });
        },
      },
      work: {
        params: { m: line.any() },
        effect: (s, { m }) => {
          s.line.consume(m);
          s.mood[m.to] = m.by === m.to ? "glad" : "sad";
        },
      },
    },
    terminal: () => true,
  });
};

/** Two kinds of ids that refer to each other. */
const couples = () => {
  const Person = ids("person", 3);
  const Gift = ids("gift", 2);
  return spec({
    name: "couples",
    symmetric: [Person, Gift],
    state: {
      owner: mapOf(Gift, optional(Person)),
      likes: mapOf(Person, record({ gift: optional(Gift), of: optional(Person) })),
    },
    init: { owner: null, likes: { gift: null, of: null } },
    actions: {
      give: {
        params: { g: Gift, p: Person },
        guard: (s, { g }) => s.owner[g] === null,
        effect: (s, { g, p }) => {
          s.owner[g] = p;
        },
      },
      like: {
        params: { p: Person, g: Gift },
        guard: (s, { p, g }) => s.likes[p].gift === null && s.owner[g] !== null,
        effect: (s, { p, g }) => {
          s.likes[p].gift = g;
          s.likes[p].of = s.owner[g];
        },
      },
    },
    terminal: () => true,
  });
};

export const specimens: readonly Instance<AnySpec>[] = [pointers, mail, queues, couples].map((one) =>
  instance(one as () => AnySpec, {}),
);
