// Quorum registers: every W and R for up to three replicas, majorities of more, the options; and the mistakes that the
// properties exclude.
import { crashes as crash, instancesOf, mutant, orderedIds, type Write } from "../language/index.ts";
import { quorumRegister } from "./quorum-register.ts";

export * from "./quorum-register.live.ts";
export { quorumRegister };

const instance = instancesOf(import.meta.url);

// Two writes and two reads, all of which may overlap, and copies that arrive late or never. Where W + R <= N, the shortest run to
// a read that misses what was acknowledged has W + R + 4 actions: a write starts, W replicas store it, it is acknowledged; a read
// starts, R others answer, it returns.

type Counts = readonly [states: number, generated: number, depth: number];
const sized = (replicas: number, write: number, read: number, verdict: "verified" | "violated", counts: Counts) => {
  const [states, generated, depth] = counts;
  return instance(
    quorumRegister,
    {
      replicas,
      write,
      read,
      late: true,
      clients: [
        ["write", "write"],
        ["read", "read"],
      ],
    },
    { name: `${replicas}-${write}-${read}`, expect: { verdict, states, generated, depth } },
  );
};

export const n1w1r1 = sized(1, 1, 1, "verified", [448, 686, 13]);
export const n2w1r1 = sized(2, 1, 1, "violated", [189, 405, 7]);
export const n2w1r2 = sized(2, 1, 2, "verified", [3_658, 11_853, 16]);
export const n2w2r1 = sized(2, 2, 1, "verified", [1_493, 3_811, 15]);
export const n2w2r2 = sized(2, 2, 2, "verified", [1_806, 4_713, 17]);
export const n3w1r1 = sized(3, 1, 1, "violated", [502, 1_345, 7]);
export const n3w1r2 = sized(3, 1, 2, "violated", [1_051, 3_256, 8]);
export const n3w1r3 = sized(3, 1, 3, "verified", [28_042, 145_457, 19]);
export const n3w2r1 = sized(3, 2, 1, "violated", [588, 1_646, 8]);
export const n3w2r2 = sized(3, 2, 2, "verified", [17_115, 81_972, 18]);
export const n3w2r3 = sized(3, 2, 3, "verified", [18_874, 90_236, 20]);
export const n3w3r1 = sized(3, 3, 1, "verified", [5_070, 18_858, 17]);
export const n3w3r2 = sized(3, 3, 2, "verified", [8_241, 33_681, 19]);
export const n3w3r3 = sized(3, 3, 3, "verified", [9_112, 37_154, 21]);

/** One write and one read, which leaves few enough states for more replicas. */
export const n5w3r3 = instance(
  quorumRegister,
  { replicas: 5, write: 3, read: 3, late: true, clients: [["write"], ["read"]] },
  { name: "5-3-3", expect: { states: 13_959, generated: 97_859, depth: 13 } },
);
export const n7w4r4 = instance(
  quorumRegister,
  { replicas: 7, write: 4, read: 4, clients: [["write"], ["read"]] },
  { name: "7-4-4", expect: { states: 42_817, generated: 229_844, depth: 16 } },
);
export const n5w3r3twoEach = instance(
  quorumRegister,
  {
    replicas: 5,
    write: 3,
    read: 3,
    late: true,
    clients: [
      ["write", "write"],
      ["read", "read"],
    ],
  },
  { name: "5-3-3-two-each", default: false, expect: { states: 896_796, generated: 7_916_800, depth: 23 } },
);

const majorities = { replicas: 3, write: 2, read: 2 };

/** ABD: the write-back makes the register linearizable, though the two readers know nothing of each other. */
export const writeBack = instance(
  quorumRegister,
  { ...majorities, writeBack: true, late: true, readRepair: true, clients: [["write"], ["read"], ["read"]] },
  { name: "write-back", expect: { states: 33_775, generated: 184_033, depth: 20 } },
);
/** One reader, who reads twice. */
export const oneReader = instance(
  quorumRegister,
  { ...majorities, writeBack: true, clients: [["write"], ["read", "read"]] },
  { name: "one-reader", expect: { states: 1_630, generated: 4_618, depth: 20 } },
);
export const ownWrites = instance(
  quorumRegister,
  { ...majorities, clients: [["write", "read"], ["read"]] },
  { name: "own-writes", expect: { states: 1_127, generated: 3_019, depth: 14 } },
);
export const readRepair = instance(
  quorumRegister,
  { ...majorities, readRepair: true, clients: [["write"], ["read"], ["read"]] },
  { name: "read-repair", expect: { states: 6_057, generated: 20_632, depth: 14 } },
);
export const severalWriters = instance(
  quorumRegister,
  { ...majorities, readFirst: true, writeBack: true, clients: [["write"], ["write"], ["read"]] },
  { name: "several-writers", expect: { states: 38_348, generated: 152_426, depth: 23 } },
);
export const severalWritersLate = instance(
  quorumRegister,
  {
    ...majorities,
    readFirst: true,
    writeBack: true,
    late: true,
    clients: [
      ["write", "read"],
      ["write", "read"],
    ],
  },
  { name: "several-writers-late", expect: { states: 42_343, generated: 193_572, depth: 29 } },
);
export const crashes = instance(
  quorumRegister,
  { ...majorities, writeBack: true, crashes: true, clients: [["write"], ["read", "read"]] },
  { name: "crashes", expect: { states: 13_040, generated: 62_581, depth: 23 } },
);
/** What majorities of three tolerate: one of them down. */
export const tolerance = instance(
  quorumRegister,
  { ...majorities, tolerated: 1, clients: [["write"], ["read"]] },
  { name: "tolerance", expect: { states: 437, generated: 879, depth: 10 } },
);

const { replica, operation } = writeBack.spec.state;
/** The write, in those plans that begin with one. */
const [theWrite] = operation.keys.values;
const Replica = replica.keys;
const nothing = { type: "Copy", counter: 0, writer: null, value: null } as const;

// New, then old: a read that meets a write under way, and one after it that does not.

export const repairsOnly = mutant(writeBack, "a reader sends what it returns to all, but does not wait until it is stored", {
  actions: { clientWritesBack: { when: false }, clientReturns: { when: true } },
  breaks: "linearizable",
  after: 10,
});

export const returnsAtOnce = mutant(oneReader, "a reader does not write back what it returns", {
  actions: { clientWritesBack: { when: false }, clientReturns: { when: true } },
  breaks: "monotonicReads",
  after: 10,
  also: ["linearizable", "sequentiallyConsistent"],
});

export const writesBackToFewer = mutant(oneReader, "a reader writes back to one replica fewer", {
  actions: {
    clientIsAcknowledged: { guard: { quorum: (s, { op }) => s.operation[op].answered.size >= (op === theWrite ? 2 : 1) } },
  },
  breaks: "sequentiallyConsistent",
  after: 14,
  also: ["linearizable", "monotonicReads"],
});

// Quorums that are too small, and answers that are misunderstood.

export const readsFewer = mutant(n3w2r2, "a reader is content with one answer fewer", {
  actions: { clientReturns: { guard: { quorum: (s, { op }) => s.operation[op].answered.size >= 1 } } },
  breaks: "readsSeeAcknowledged",
  after: 7,
});

export const believesTheLast = mutant(n3w2r2, "a reader returns the copy it was told of last", {
  actions: {
    replicaAnswers: {
      effect: (s, { op, r }) => {
        s.operation[op].answered.add(r);
        s.operation[op].copy = s.replica[r].copy;
      },
    },
  },
  breaks: "readsSeeAcknowledged",
  after: 8,
});

export const writesFewer = mutant(ownWrites, "a write is acknowledged by one replica fewer", {
  actions: { clientIsAcknowledged: { guard: { quorum: (s, { op }) => s.operation[op].answered.size >= 1 } } },
  breaks: "readYourWrites",
  after: 7,
  also: ["readsSeeAcknowledged", "acknowledgedIsKept"],
});

// Replicas that do not keep what they were sent.

export const losesInCrash = mutant(crashes, "a copy is acknowledged before it is on disk", {
  actions: { replicaCrashes: crash(crashes.spec.state.replica, ({ up }) => up, { up: false, copy: nothing }) },
  breaks: "acknowledgedIsKept",
  after: 5,
  also: ["readsSeeAcknowledged", "linearizable", "sequentiallyConsistent", "monotonicReads", "copiesBecomeNewer"],
});

export const keepsTheLast = mutant(n3w2r2, "a replica keeps the copy that arrived last", {
  actions: { replicaStoresLate: { guard: { newer: () => true } } },
  breaks: "copiesBecomeNewer",
  after: 7,
  also: ["readsSeeAcknowledged", "acknowledgedIsKept"],
});

// Several writers.

const [client1, client2] = orderedIds("client", 3).values;

/** As a writer does it, with a version of its own making. */
const writesAs = (counter: number, writer: typeof client1, s: Write<typeof severalWriters.spec.state>, op: typeof theWrite) => {
  const copy = { type: "Copy", counter, writer, value: op } as const;
  s.history.written[op] = copy;
  s.operation[op].phase = "storing";
  s.operation[op].answered.clear();
  s.operation[op].copy = copy;
};

export const nameless = mutant(severalWriters, "a version does not tell who wrote it", {
  actions: {
    clientWritesNext: {
      effect: (s, { op }) => {
        writesAs(s.operation[op].copy.counter + 1, client1, s, op);
      },
    },
  },
  breaks: "versionsDiffer",
  after: 8,
});

export const countsItsOwn = mutant(severalWriters, "each of several writers counts its own writes", {
  actions: {
    clientWritesNext: {
      effect: (s, { op }) => {
        writesAs(1, op === theWrite ? client1 : client2, s, op);
      },
    },
  },
  breaks: "laterWritesAreNewer",
  after: 11,
  also: ["linearizable"],
});

// What would never be seen to happen.

export const answersNothing = mutant(n3w2r2, "a replica answers without telling what it holds", {
  actions: {
    replicaAnswers: {
      effect: (s, { op, r }) => {
        s.operation[op].answered.add(r);
      },
    },
  },
  breaks: "readAcknowledged",
  also: ["readsSeeAcknowledged", "readEarly"],
});

export const readsInQuiet = mutant(n3w2r2, "a read waits until no write is under way", {
  actions: {
    clientReturns: {
      guard: {
        quorum: (s, { op }) =>
          s.operation[op].answered.size >= 2 && operation.keys.every((other) => s.operation[other].phase !== "storing"),
      },
    },
  },
  breaks: "readEarly",
});

export const neverLate = mutant(n3w2r2, "what arrives late is not stored", {
  actions: { replicaStoresLate: { when: false } },
  breaks: "heldUnknown",
});

export const takesTurns = mutant(severalWriters, "a client waits for its turn", {
  actions: {
    clientAsks: {
      guard: (s, { op }) =>
        s.operation[op].phase === "waiting" &&
        operation.keys.every((other) => s.operation[other].phase === "waiting" || s.operation[other].phase === "done"),
    },
  },
  breaks: "tied",
  also: ["readEarly"],
});

export const toleratesMore = mutant(tolerance, "a reader is content with one answer fewer than it needs", {
  actions: { clientReturns: { guard: { quorum: (s, { op }) => s.operation[op].answered.size >= 1 } } },
  breaks: "toleratesNoMore",
  after: 3,
  also: ["readsSeeAcknowledged"],
});

export const waitsForAll = mutant(tolerance, "a client waits for all replicas", {
  actions: {
    clientReturns: { guard: { quorum: (s, { op }) => s.operation[op].answered.size === Replica.size } },
    clientIsAcknowledged: { guard: { quorum: (s, { op }) => s.operation[op].answered.size === Replica.size } },
    replicaAnswers: { guard: { awaited: () => true } },
  },
  breaks: "toleratesAsMany",
  also: ["deadlock"],
});
