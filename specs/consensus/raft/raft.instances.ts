// Raft at small sizes. The bounds are how many servers, terms with an election, entries in a log, and messages in flight.
import { instance, s1, situation } from "./raft-instance.ts";
import { compactingDurable } from "./snapshot-state.ts";

export * from "./commitment.mutants.ts";
export * from "./election.mutants.ts";
export * from "./membership.mutants.ts";
export * from "./nightly.ts";
export * from "./pre-vote.mutants.ts";
export { raft } from "./raft.ts";
export * from "./reads.mutants.ts";
export * from "./replication.mutants.ts";
export * from "./silence.mutants.ts";
export * from "./snapshots.mutants.ts";

/** A single entry is never the older of two; and of two servers the one that is elected has every entry that the other has. */
const oneEntry = ["olderTermCommitted"] as const;
const twoServers = ["truncation"] as const;

// Two servers cannot disagree, so that some actions are never taken. They are here to be counted by both engines.
export const oneAtATime = instance(
  { servers: 2, terms: 2, entries: 1, inFlight: 1, crashes: true },
  { default: false, outOfReach: [...oneEntry, ...twoServers], expect: { states: 1_417, generated: 5_663, depth: 27 } },
);
/** Messages overtake one another. */
export const two = instance(
  { servers: 2, terms: 2, entries: 1, inFlight: 2, crashes: true },
  { default: false, outOfReach: [...oneEntry, ...twoServers], expect: { states: 13_855, generated: 64_855, depth: 32 } },
);
/** The network loses and duplicates messages, too. */
export const faultyNetwork = instance(
  { servers: 2, terms: 2, entries: 1, inFlight: 2, crashes: true, loss: true, copies: 2 },
  { default: false, outOfReach: [...oneEntry, ...twoServers], expect: { states: 20_279, generated: 151_427, depth: 32 } },
);
export const twoEntries = instance(
  { servers: 2, terms: 2, entries: 2, inFlight: 2, crashes: true },
  { default: false, outOfReach: twoServers, expect: { states: 64_611, generated: 313_829, depth: 36 } },
);

export const three = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1, crashes: true },
  { outOfReach: oneEntry, expect: { states: 152_597, generated: 1_040_866, depth: 38 } },
);
export const noCrashesTwoEntries = instance(
  { servers: 3, terms: 2, entries: 2, inFlight: 1 },
  { expect: { states: 177_957, generated: 975_907, depth: 43 } },
);
/** The smallest in which all that is to be witnessed happens. */
export const threeTwoEntries = instance(
  { servers: 3, terms: 2, entries: 2, inFlight: 1, crashes: true },
  { expect: { states: 952_859, generated: 6_642_196, depth: 45 } },
);

// Optional parts, with crashes; leases are in reads.mutants.ts.

/** In coarse steps: what messages on their way can do is left out. */
export const readIndexCrashes = instance(
  { servers: 3, terms: 2, entries: 2, inFlight: 0, crashes: true, coarse: true, reads: "index" },
  {
    name: "read-index-crashes",
    outOfReach: ["truncation", "leaderStepsDown"],
    expect: { states: 108_793, generated: 605_002, depth: 21 },
  },
);
/** Elections and appends are messages, one in flight; what passes between a leader and another for a read is one step still. */
export const readIndexMessages = instance(
  { servers: 3, terms: 2, entries: 2, inFlight: 1, crashes: true, reads: "index" },
  { name: "read-index-messages", default: false, expect: { states: 3_975_047, generated: 30_681_235, depth: 49 } },
);

/**
 * A log of one entry, so that a snapshot is of everything. With one message in flight nobody is sent again what its snapshot
 * holds already,
 */
export const compactionCrashes = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1, crashes: true, snapshots: true },
  {
    name: "compaction-crashes",
    default: false,
    outOfReach: oneEntry,
    expect: { states: 725_456, generated: 5_404_219, depth: 42 },
  },
);
/** and so here are two, between two servers, whose logs never conflict, */
export const compactionTwo = instance(
  { servers: 2, terms: 2, entries: 1, inFlight: 2, crashes: true, snapshots: true },
  {
    name: "compaction-two",
    default: false,
    outOfReach: [...oneEntry, ...twoServers],
    expect: { states: 42_797, generated: 225_035, depth: 34 },
  },
);
const compacting: object = compactingDurable;
/** and between three, of which the first leads term 1 from the start. */
export const compactionMessages = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 2, crashes: true, snapshots: true },
  {
    name: "compaction-messages",
    default: false,
    expect: { states: 3_538_923, generated: 28_973_230, depth: 40 },
    init: situation(
      [
        { currentTerm: 1, votedFor: s1, role: "leader", ...compacting },
        { currentTerm: 1, votedFor: s1, ...compacting },
        { currentTerm: 1, ...compacting },
      ],
      { 1: s1 },
    ),
    outOfReach: oneEntry,
  },
);

/** One entry, and one message in flight. Nobody crashes, */
export const preVoteThree = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1, preVote: true },
  { outOfReach: oneEntry, expect: { states: 200_453, generated: 1_468_111, depth: 50 } },
);
/** and everybody may. */
export const preVoteThreeCrashes = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1, preVote: true, crashes: true },
  { default: false, outOfReach: oneEntry, expect: { states: 1_493_623, generated: 13_727_932, depth: 54 } },
);

/** For measuring: some 47 bytes a state. */
export const benchmark = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 2, crashes: true },
  { default: false, outOfReach: oneEntry, expect: { states: 4_319_078, generated: 32_471_530, depth: 43 } },
);
