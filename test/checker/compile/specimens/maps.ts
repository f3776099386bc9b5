// Maps, records and ghosts, nested every way, and the faults that reset them.
import {
  boolean,
  crashes,
  ghost,
  ids,
  instance,
  listOf,
  mapOf,
  oneOf,
  optional,
  range,
  record,
  restarts,
  setOf,
  spec,
  tuple,
} from "../../../../specs/language/index.ts";

const NODE = ids("node", 2);
const SIDE = oneOf("left", "right");
const STEP = range(-1, 1);

/** Maps by ids, words and numbers from below zero, of scalars, lists, sets, records and maps. */
const maps = () =>
  spec({
    name: "maps",
    state: {
      bySide: mapOf(SIDE, range(0, 2)),
      byStep: mapOf(STEP, optional(NODE)),
      byNode: mapOf(NODE, oneOf("idle", "busy")),
      many: mapOf(range(0, 39), boolean),
      logs: mapOf(NODE, listOf(SIDE, { atMost: 2 })),
      sideLogs: mapOf(SIDE, listOf(tuple(NODE, boolean), { atMost: 1 })),
      sets: mapOf(STEP, setOf(NODE)),
      grid: mapOf(NODE, mapOf(SIDE, boolean)),
      deep: mapOf(SIDE, mapOf(STEP, record({ at: NODE, bits: mapOf(NODE, boolean) }))),
      deepLogs: mapOf(NODE, mapOf(NODE, listOf(STEP, { atMost: 1 }))),
    },
    init: {
      bySide: 0,
      byStep: null,
      byNode: (node) => (node === NODE.values[0] ? "busy" : "idle"),
      many: (key) => key % 7 === 3,
      logs: [],
      sideLogs: (side) => (side === "left" ? [[NODE.values[1], true]] : []),
      sets: (step) => (step < 0 ? NODE : []),
      grid: () => (side: string) => side === "right",
      deep: { at: NODE.values[0], bits: false },
      deepLogs: [],
    },
    actions: {
      count: {
        params: { side: SIDE },
        guard: (s, { side }) => s.bySide[side] < 2,
        effect: (s, { side }) => {
          s.bySide[side] += 1;
          s.logs[NODE.values[0]] = [...s.logs[NODE.values[1]].slice(0, 1), side];
          s.many[s.bySide.left * 13] = !s.many[s.bySide.left * 13];
        },
      },
      swap: {
        params: { node: NODE },
        guard: (s, { node }) => s.byNode[node] === "busy",
        effect: (s, { node }) => {
          for (const other of NODE) s.byNode[other] = other === node ? "idle" : "busy";
          s.byStep[-1] = s.byStep[1];
          s.byStep[1] = node;
          s.deepLogs[node][NODE.values[1]].push(-1);
          if (s.deepLogs[node][NODE.values[1]].length > 0) s.deepLogs[node][NODE.values[1]] = [];
        },
      },
      log: {
        params: { node: NODE, side: SIDE },
        guard: (s, { node, side }) => s.logs[node].length < 2 && s.bySide[side] > 0,
        effect: (s, { node, side }) => {
          s.logs[node].push(side);
          s.sideLogs[side] = s.sideLogs[side].length === 0 ? [[node, false]] : [];
          s.sets[0].assign(s.logs[node].length > 1 ? NODE : s.sets[-1].filter((other) => other === node));
        },
      },
      deepen: {
        params: { side: SIDE, step: STEP, node: NODE },
        guard: (s, { side, step, node }) => s.deep[side][step].at !== node && s.bySide[side] === 2 && s.sets[0].has(node),
        effect: (s, { side, step, node }) => {
          s.deep[side][step].at = node;
          s.deep[side][step].bits[node] = step === 1;
          s.grid[node][side] = !s.grid[node][side];
        },
      },
      assign: {
        guard: (s) => s.bySide.left === 1,
        effect: (s) => {
          s.bySide = { left: s.bySide.right, right: s.bySide.left };
          s.many = s.many as typeof s.many;
        },
      },
    },
  });

/** History in ghosts, at the top and in records and maps; properties alone read it. */
const ghosts = () =>
  spec({
    name: "ghosts",
    state: {
      node: mapOf(
        NODE,
        record({ up: boolean, kept: ghost({ starts: range(0, 2), logs: mapOf(NODE, listOf(SIDE, { atMost: 1 })) }) }),
      ),
      seen: ghost({ ups: setOf(NODE), nested: record({ most: range(0, 2), last: optional(NODE) }) }),
    },
    init: { node: { up: false, kept: { starts: 0, logs: [] } }, seen: { ups: [], nested: { most: 0, last: null } } },
    actions: {
      toggle: {
        params: { node: NODE },
        effect: (s, { node }) => {
          s.node[node].up = !s.node[node].up;
          if (s.node[node].up) s.seen.ups.add(node);
          s.seen.nested.last = node;
          s.seen.nested.most = Math.max(
            s.seen.nested.most,
            NODE.count((other) => s.node[other].up),
          );
          for (const other of NODE) if (s.node[other].up) s.node[node].kept.logs[other] = [s.node[node].up ? "left" : "right"];
          if (s.node[node].kept.starts < 2) s.node[node].kept.starts += 1;
        },
      },
    },
    invariants: { remembers: (s) => NODE.every((node) => !s.node[node].up || s.seen.ups.has(node)) },
  });

const PROCESS = record({
  up: boolean,
  disk: range(0, 1),
  votes: setOf(NODE),
  wide: setOf(range(0, 999), { atMost: 2 }),
  log: listOf(SIDE, { atMost: 2 }),
  next: mapOf(NODE, range(-1, 1)),
  peers: mapOf(NODE, record({ matched: boolean, queue: listOf(NODE, { atMost: 1 }) })),
  role: record({ name: SIDE, since: optional(range(0, 1)) }),
});

/** Crashes and restarts that reset sets, lists, maps and records, and leave the rest. */
const faults = () => {
  const process = mapOf(NODE, PROCESS);
  const volatile = {
    votes: [],
    wide: [7, 999],
    log: ["left"] as const,
    next: (node: (typeof NODE.values)[number]) => (node === NODE.values[0] ? 1 : -1),
    peers: { matched: false, queue: [] },
    role: { name: "left", since: null } as const,
  };
  return spec({
    name: "faults",
    state: { process, crashed: range(0, 1) },
    init: {
      process: { up: true, disk: 0, ...volatile },
      crashed: 0,
    },
    actions: {
      crash: crashes(process, (one) => one.up, { up: false, votes: [], wide: [] }),
      restart: restarts(process, { up: true, ...volatile }),
      work: {
        params: { node: NODE, other: NODE },
        guard: (s, { node }) => s.process[node].up && s.process[node].log.length < 2 && s.crashed === 0,
        effect: (s, { node, other }) => {
          const self = s.process[node];
          self.votes.add(other);
          self.log.push(other === node ? "left" : "right");
          self.next[other] = 0;
          self.peers[other].matched = true;
          self.peers[other].queue = [node];
          self.role.name = "right";
          self.role.since = self.votes.size > 1 ? 1 : 0;
        },
      },
      widen: {
        params: { node: NODE },
        guard: (s, { node }) => s.process[node].wide.has(999) && s.crashed === 0,
        effect: (s, { node }) => {
          s.process[node].wide.remove(999);
          s.process[node].disk = 1;
        },
      },
    },
  });
};

export const nested = [
  instance(maps, {}, { within: (s) => s.logs[NODE.values[0]].length < 2 && s.bySide.right < 2 }),
  instance(ghosts, {}),
  instance(faults, {}),
];
