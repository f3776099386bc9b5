// Mistakes in how reads are served. In coarse steps, and without crashes.
import { mutant } from "../../language/index.ts";
import { instance, s1, s2 } from "./raft-instance.ts";
import { DRIFT, readerOf, TIMEOUT } from "./reading-state.ts";

const outOfReach = ["truncation", "leaderStepsDown"] as const;
const coarseSteps = { servers: 3, terms: 2, entries: 2, inFlight: 0, coarse: true };

export const readIndex = instance(
  { ...coarseSteps, reads: "index" },
  { name: "read-index", default: false, outOfReach, expect: { states: 39_403, generated: 159_667, depth: 20 } },
);

export const readsUnheard = mutant(readIndex, "a read is served without hearing from a majority", {
  actions: { serveRead: { guard: { heardFromMajority: () => true } } },
  breaks: "readsLinearizable",
  after: 11,
});

export const readsTooEarly = mutant(readIndex, "a new leader serves reads before it has committed an entry of its term", {
  actions: { beginRead: { guard: { ownTermCommitted: () => true } } },
  breaks: "readsLinearizable",
  after: 8,
});

export const neverReads = mutant(readIndex, "nobody reads", { actions: { beginRead: { when: false } }, breaks: "read" });

/**
 * The first server may be elected in term 1, have one entry stored by the second, commit it, and then have a lease; the second may be
 * elected in term 2.
 */
export const lease = instance(
  { ...coarseSteps, reads: "lease", ticks: 3 },
  {
    name: "lease",
    default: false,
    expect: { states: 30_814, generated: 199_805, depth: 26 },
    allow: {
      turns: (_before, _after, { name, args }) => name !== "elect" || args.i === (args.term === 1 ? s1 : s2),
      oneLease: (before, _after, { name, args }) =>
        name !== "requestLease" || (args.i === s1 && before.history.committed.length > 0),
      oneRequestEach: (_before, after, { name, args }) =>
        name !== "clientRequest" || after.server[args.i].log.every(({ term }, k, all) => k === 0 || term !== all[k - 1].term),
      noThird: (_before, _after, { name, args }) => name !== "replicate" || args.i !== s1 || args.j === s2,
    },
    outOfReach,
  },
);
const { keys: Server } = lease.spec.state.server;

export const clocksDrift = mutant(lease, "a clock drifts further than the lease allows for", {
  actions: {
    tick: {
      guard: {
        drift: (s, { i }) => Server.every((j) => readerOf(s.server[i]).clock + 1 - readerOf(s.server[j]).clock <= DRIFT + 2),
      },
    },
  },
  breaks: "readsLinearizable",
  after: 15,
});

export const driftIgnored = mutant(lease, "a lease is as long as the promises, as if all clocks were the same", {
  actions: {
    readByLease: {
      guard: { inTime: (s, { i }) => readerOf(s.server[i]).clock < readerOf(s.server[i]).leaseFrom + TIMEOUT },
    },
  },
  breaks: "readsLinearizable",
  after: 19,
});

export const promiseBroken = mutant(lease, "a server votes though it has promised not to", {
  actions: { elect: { guard: { free: () => true } } },
  breaks: "readsLinearizable",
  after: 12,
});
