// Networks of each discipline, with every verb and query, at their limits, and the faults that act upon them.
import {
  boolean,
  duplicates,
  ids,
  instance,
  loses,
  optional,
  ordered,
  range,
  sentMessages,
  setOf,
  spec,
  unordered,
  variants,
} from "../../../../specs/language/index.ts";

const NODE = ids("node", 2);
const [ONE, TWO] = NODE.values;

/** A bag with copies: sent to twice, replied from, lost and duplicated; the newest is lost, or refused, when it is full. */
const bag = (constants: { full: "error" | "loseNewest"; atMost: number; most: number }) => {
  const wire = unordered({
    between: NODE,
    messages: { Ask: { round: range(0, 1) }, Answer: { round: range(0, 1), granted: boolean }, Stop: {} },
    atMost: constants.atMost,
    whenFull: constants.full,
  });
  return spec({
    name: "bag",
    state: { asked: range(0, 3), granted: setOf(NODE), wire, stopped: boolean },
    init: {
      asked: 0,
      granted: [],
      wire: [
        { type: "Stop", from: TWO, to: TWO },
        { type: "Ask", from: TWO, to: ONE, round: 1 },
        { type: "Ask", from: TWO, to: ONE, round: 1 },
      ],
      stopped: false,
    },
    actions: {
      ask: {
        params: { to: NODE, round: range(0, 1) },
        guard: (s) => s.asked < constants.most && (s.wire.size < 3 || constants.full === "loseNewest"),
        effect: (s, { to, round }) => {
          s.asked += 1;
          s.wire.send({ type: "Ask", from: ONE, to, round });
        },
      },
      answer: {
        params: { m: wire.any("Ask"), granted: boolean },
        guard: (s, { m }) => !s.stopped && (m.round === 0 || s.wire.size !== 2),
        effect: (s, { m, granted }) => s.wire.reply(m, { type: "Answer", round: m.round, granted }) as undefined,
      },
      receive: {
        params: { m: wire.any("Answer") },
        guard: (s, { m }) => s.wire.where({ type: "Ask", round: m.round }).length === 0,
        effect: (s, { m }) => {
          s.wire.consume(m);
          if (m.granted) s.granted.add(m.from);
        },
      },
      twice: {
        guard: (s) => s.wire.size === 0,
        effect: (s) => {
          const stop = { type: "Stop", from: ONE, to: TWO } as const;
          s.wire.send(stop);
          s.wire.send(stop);
          if (s.wire.copies(stop) === 2) s.stopped = true;
        },
      },
      stop: {
        params: { m: wire.any("Stop") },
        guard: (s, { m }) => !s.wire.some((other) => other.type === "Stop" && other.from !== m.from && s.granted.size > 1),
        effect: (s, { m }) => {
          s.wire.consume({ type: "Stop", from: m.from, to: m.to });
          s.stopped = s.wire.has(m);
        },
      },
      lose: loses(wire),
      duplicate: duplicates(wire, { copies: 2 }),
    },
  });
};

/** Queues: only heads are received; sent, forwarded behind what is there, lost and duplicated. */
const queues = (constants: { full: "error" | "loseNewest" }) => {
  const line = ordered({
    between: NODE,
    messages: { Data: { value: range(-1, 1) }, Ack: {} },
    atMost: 2,
    whenFull: constants.full,
  });
  return spec({
    name: "queues",
    state: { value: range(-1, 1), line, acked: range(0, 2) },
    init: { value: 0, line: [{ type: "Data", from: TWO, to: ONE, value: 1 }], acked: 0 },
    actions: {
      send: {
        params: { value: range(-1, 0) },
        guard: (s) => s.line.count((m) => m.from === ONE) < (constants.full === "error" ? 2 : 3),
        effect: (s, { value }) => s.line.send({ type: "Data", from: ONE, to: TWO, value }) as undefined,
      },
      receive: {
        params: { m: line.any("Data") },
        guard: { room: (s) => s.line.where({ type: "Ack", from: TWO }).length < 2 },
        effect: (s, { m }) => {
          s.value = m.value;
          s.line.reply(m, { type: "Ack" });
        },
      },
      any: {
        params: { m: line.any(), n: line.any("Ack") },
        guard: (s, { m, n }) => s.acked < 2 && (m.to !== n.to || s.line.where(n).length === 1),
        effect: (s, { n }) => {
          s.line.consume(n);
          s.acked += 1;
        },
      },
      lose: loses(line),
      duplicate: duplicates(line, { copies: 2 }),
    },
  });
};

/** Messages that never leave, few enough for a bit each; queried by every part of their fields. */
const sent = () => {
  const said = sentMessages({ Vote: { by: NODE, for: optional(NODE), term: range(1, 2) }, Over: {} });
  return spec({
    name: "sent",
    state: { term: range(1, 2), said, chosen: optional(NODE) },
    init: { term: 1, said: [], chosen: null },
    actions: {
      vote: {
        params: { by: NODE, for: optional(NODE) },
        guard: (s, { by }) => s.said.where({ type: "Vote", by, term: s.term }).length === 0,
        effect: (s, args) => s.said.add({ type: "Vote", by: args.by, for: args.for, term: s.term }) as undefined,
      },
      choose: {
        params: { vote: said.any("Vote"), other: said.any("Vote") },
        guard: (s, { vote, other }) =>
          vote.for === other.for && vote.by !== other.by && vote.term === other.term && s.chosen !== vote.for,
        effect: (s, { vote }) => {
          s.chosen = vote.for;
        },
      },
      next: {
        guard: (s) => s.term === 1 && s.said.where({ type: "Vote", for: null }).length > 0,
        effect: (s) => {
          s.term = 2;
        },
      },
      over: {
        guard: (s) => s.said.every((m) => m.type === "Over" || m.for !== null) && s.said.where({ type: "Over" }).length === 0,
        effect: (s) => s.said.add({ type: "Over" }) as undefined,
      },
      any: {
        params: { m: said.any() },
        guard: (s, { m }) => m.type === "Over" && s.chosen === null,
        effect: (s) => {
          s.term = 1;
        },
      },
    },
  });
};

/** The members of a set and the messages of a network may be of one shape; sets are asked no queries. */
const SHAPES = { Vote: { by: NODE, term: range(0, 1) }, Over: {} } as const;
const twins = () => {
  const said = sentMessages(SHAPES);
  return spec({
    name: "twins",
    state: { kept: setOf(variants(SHAPES)), said },
    init: { kept: [], said: [] },
    actions: {
      say: {
        params: { by: NODE, term: range(0, 1) },
        guard: (s, { by }) => s.said.where({ type: "Vote", by }).length === 0,
        effect: (s, { by, term }) => s.said.add({ type: "Vote", by, term }) as undefined,
      },
      keep: {
        params: { m: said.any("Vote") },
        guard: (s, { m }) => !s.kept.has(m),
        effect: (s, { m }) => s.kept.add(m) as undefined,
      },
    },
  });
};

export const networks = [
  // The last is refused at once, where the first duplicate is one too many.
  instance(bag, { full: "error", atMost: 6, most: 1 }, { within: (s) => s.wire.size < 4 }),
  instance(bag, { full: "loseNewest", atMost: 3, most: 1 }),
  instance(bag, { full: "error", atMost: 3, most: 1 }),
  instance(queues, { full: "error" }),
  instance(queues, { full: "loseNewest" }),
  instance(sent, {}),
  instance(twins, {}),
];
