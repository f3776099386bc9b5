// Mistakes in how servers join and leave. In coarse steps: what goes wrong takes several elections.
import { mutant } from "../../language/index.ts";
import { type Configuration, isQuorumOf, latest } from "./configuration.ts";
import { instance, s1, s2, s3, s4, s5, situation } from "./raft-instance.ts";
import type { ServerId } from "./raft-state.ts";

const unseen = ["truncation", "leaderStepsDown"] as const;

/**
 * Four servers, of which the last two may be removed, one after the other. Only the first two stand for election; the first
 * in terms 1 and 3, the second in term 2.
 */
export const twoRemovals = instance(
  { servers: 4, terms: 3, entries: 2, inFlight: 0, coarse: true, membership: "single" },
  {
    name: "two-removals",
    default: false,
    expect: { states: 56_714, generated: 266_587, depth: 19 },
    allow: {
      turns: (_before, _after, { name, args }) => name !== "elect" || args.i === (args.term === 2 ? s2 : s1),
      removals: (_before, _after, { name, args }) =>
        name !== "changeMembers" || (args.members.includes(s1) && args.members.includes(s2)),
    },
    outOfReach: unseen,
  },
);

export const changesTooSoon = mutant(twoRemovals, "a leader changes the members before it has committed an entry of its term", {
  actions: { changeMembers: { guard: { ownTermCommitted: () => true } } },
  breaks: "leaderCompleteness",
  after: 8,
  also: ["stateMachineSafety", "committedNeverChanges"],
});

export const neverChanges = mutant(twoRemovals, "the members never change", {
  actions: { changeMembers: { when: false } },
  breaks: "membershipChanged",
});

const first = [s1, s2, s3];
const second = [s3, s4, s5];

/**
 * Three of five servers are members; the first leads term 1, and replaces two of them by the two others. One election is left,
 * for which one of the old members stands, and one of the new; and there are no requests.
 */
export const replacement = instance(
  { servers: 5, terms: 2, entries: 2, inFlight: 0, coarse: true, membership: "joint", members: 3 },
  {
    name: "replacement",
    default: false,
    expect: { states: 36_021, generated: 188_409, depth: 20 },
    init: situation(
      [
        { currentTerm: 1, votedFor: s1, role: "leader" },
        { currentTerm: 1, votedFor: s1 },
        { currentTerm: 1, votedFor: s1 },
      ],
      { 1: s1 },
    ),
    allow: {
      twoCandidates: (_before, _after, { name, args }) => name !== "elect" || args.i === s2 || args.i === s4,
      noRequests: (_before, _after, { name }) => name !== "clientRequest",
      oneChange: (_before, _after, { name, args }) =>
        name !== "beginChange" || (args.members.length === 3 && second.every((j) => args.members.includes(j))),
    },
    outOfReach: [...unseen, "olderTermCommitted"],
  },
);

/** As CCF counted votes until its issue 3948. */
const isMajorityOfUnion = ({ members, leaving }: Configuration<ServerId>, isFor: (j: ServerId) => boolean) =>
  isQuorumOf({ members: [...new Set([...members, ...(leaving ?? [])])], leaving: null }, isFor);

export const unionCounts = mutant(replacement, "a majority of old and new members together is enough", {
  actions: {
    elect: {
      guard: { quorum: (s, { i, voters }) => isMajorityOfUnion(latest(s.server[i].log, first), (j) => voters.includes(j)) },
    },
    advanceCommitIndex: {
      guard: {
        stored: (s, { i, index }) =>
          isMajorityOfUnion(latest(s.server[i].log, first), (j) => j === i || s.server[i].matchIndex[j] >= index),
      },
    },
  },
  breaks: "leaderCompleteness",
  after: 5,
  also: ["electionSafety", "logMatching", "stateMachineSafety", "leaderAppendOnly", "committedNeverChanges"],
});
