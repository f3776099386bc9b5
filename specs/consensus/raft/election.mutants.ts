// Mistakes in how leaders are elected, and in what must be on disk for it.
import { mutant, restarts } from "../../language/index.ts";
import { instance, log, s1, situation } from "./raft-instance.ts";
import { volatile } from "./raft-state.ts";

/** Three servers and one term, in which each of them may be a candidate. */
export const oneElection = instance(
  { servers: 3, terms: 1, entries: 1, inFlight: 1, crashes: true },
  {
    name: "one-election",
    default: false,
    expect: { states: 4_443, generated: 26_494, depth: 24 },
    outOfReach: ["leaderInTerm2", "olderTermCommitted", "truncation", "leaderStepsDown"],
  },
);

export const voteForgotten = mutant(oneElection, "a vote is forgotten on restart", {
  actions: { restart: restarts(oneElection.spec.state.server, { ...volatile, votedFor: null }) },
  breaks: "electionSafety",
  after: 12,
});

export const votesTwice = mutant(oneElection, "a server votes for whoever asks", {
  actions: { grantVote: { guard: { freeToVote: () => true } } },
  breaks: "electionSafety",
  after: 10,
});

/** The first server leads term 1, with an entry that only it has; then there is one more election. */
export const oneSuccession = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1, crashes: true },
  {
    name: "one-succession",
    default: false,
    expect: { states: 22_186, generated: 144_515, depth: 30 },
    init: situation(
      [
        { currentTerm: 1, votedFor: s1, role: "leader", log: log(1) },
        { currentTerm: 1, votedFor: s1 },
        { currentTerm: 1, votedFor: s1 },
      ],
      { 1: s1 },
    ),
    outOfReach: ["olderTermCommitted"],
  },
);

export const logForgotten = mutant(oneSuccession, "a log is forgotten on restart", {
  actions: { restart: restarts(oneSuccession.spec.state.server, { ...volatile, log: [] }) },
  breaks: "leaderCompleteness",
  after: 11,
  also: ["stateMachineSafety", "leaderAppendOnly", "committedNeverChanges"],
});

export const anyLogWillDo = mutant(oneSuccession, "a server votes for a candidate whose log lacks what it has", {
  actions: { grantVote: { guard: { upToDate: () => true } } },
  breaks: "leaderCompleteness",
  after: 10,
  also: ["stateMachineSafety", "committedNeverChanges"],
});
