// Raft at small sizes. The bounds are how many servers, terms with an election, entries in a log, and messages in flight.
import { instance } from "./raft-instance.ts";

export * from "./commitment.mutants.ts";
export * from "./election.mutants.ts";
export * from "./membership.mutants.ts";
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

/** For measuring: some 47 bytes a state. */
export const benchmark = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 2, crashes: true },
  { default: false, outOfReach: oneEntry, expect: { states: 4_319_078, generated: 32_471_530, depth: 43 } },
);
