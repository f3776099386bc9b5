// What the tests of the whole catalogue leave out of raft: both engines on all that is small, down to the states themselves.
import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { Result } from "../../checker/result.ts";
import * as raft from "../../specs/consensus/raft/raft.instances.ts";

const facts = ({ verdict, states, generated, depth, cut, actions, properties, strength, stateHash, mismatches }: Result) => ({
  verdict,
  counts: [states, generated, depth],
  cut,
  actions,
  properties,
  strength,
  stateHash,
  mismatches,
});

test.each([
  [raft.oneAtATime, [1_417, 5_663, 27]],
  [raft.two, [13_855, 64_855, 32]],
  [raft.faultyNetwork, [20_279, 151_427, 32]],
  [raft.oneElection, [4_443, 26_494, 24]],
  [raft.divergence, [7_374, 35_681, 35]],
  [raft.lateAppend, [536, 2_497, 17]],
  [raft.figure8, [15_445, 78_366, 37]],
  [raft.replacement, [36_021, 188_409, 20]],
  [raft.readIndex, [39_403, 159_667, 20]],
  [raft.preVoteTwo, [3_011, 14_787, 37]],
  [raft.lease, [30_814, 199_805, 26]],
] as const)("%#: both engines find the same states, and the counts given here", async (instance, counts) => {
  const compiled = facts(await check(instance, { hash: true }));
  expect(compiled).toMatchObject({ verdict: "verified", counts, mismatches: [] });
  expect(compiled).toEqual(facts(await check(instance, { hash: true, engine: "reference" })));
});

// Of the instances that a check of everything leaves out, those that take seconds.
test.each([
  [raft.compactionTwo, ["returnToFollowerState", "dropStaleSnapshot"]],
  [raft.compactionCrashes, ["acknowledgeSnapshot"]],
] as const)(
  "%#: snapshots with crashes come out as recorded, and each takes what the other does not",
  async (instance, never) => {
    const { verdict, mismatches, strength } = await check(instance);
    expect({ verdict, mismatches }).toEqual({ verdict: "verified", mismatches: [] });
    expect(strength?.actionsNeverTaken).toEqual(never);
  },
);
