// Mistakes in how reads are served. In coarse steps, and without crashes but for one mistake that takes them.
import { mutant, restarts } from "../../language/index.ts";
import { type Allowed, instance, s1, s2 } from "./raft-instance.ts";
import { volatile } from "./raft-state.ts";
import { DRIFT, readerOf, readingVolatile, TIMEOUT } from "./reading-state.ts";

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

const withLease = { ...coarseSteps, reads: "lease", ticks: 3 } as const;

/** The first server may be elected in term 1, the second in term 2, and neither in any other. */
const turns: Allowed = (_before, _after, { name, args }) => name !== "elect" || args.i === (args.term === 1 ? s1 : s2);

/**
 * The first server may be elected in term 1, have one entry stored by the second, commit it, and then have a lease; the second may be
 * elected in term 2.
 */
const allow: Readonly<Record<string, Allowed>> = {
  turns,
  oneLease: (before, _after, { name, args }) =>
    name !== "requestLease" || (args.i === s1 && before.history.committed.length > 0),
  oneRequestEach: (_before, after, { name, args }) =>
    name !== "clientRequest" || after.server[args.i].log.every(({ term }, k, all) => k === 0 || term !== all[k - 1].term),
  noThird: (_before, _after, { name, args }) => name !== "replicate" || args.i !== s1 || args.j === s2,
};

export const lease = instance(withLease, {
  name: "lease",
  default: false,
  expect: { states: 30_814, generated: 199_805, depth: 26 },
  allow,
  outOfReach,
});
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

/** The same bounds, and any server may crash at any time. */
export const leaseCrashes = instance(
  { ...withLease, crashes: true },
  { name: "lease-crashes", expect: { states: 71_270, generated: 522_895, depth: 28 }, allow, outOfReach },
);

export const promiseForgotten = mutant(leaseCrashes, "a server that restarts forgets what it has promised", {
  actions: {
    restart: restarts(leaseCrashes.spec.state.server, { ...volatile, ...readingVolatile, promisedUntil: 0 } as object),
  },
  breaks: "readsLinearizable",
  after: 13,
});

/** Any number of requests and of leases, and the third server takes part: only who may be elected when is settled. */
export const leaseTwoCandidates = instance(
  { ...withLease, crashes: true },
  {
    name: "lease-two-candidates",
    default: false,
    expect: { states: 6_736_639, generated: 58_558_321, depth: 31 },
    allow: { turns },
    outOfReach,
  },
);
