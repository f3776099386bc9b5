// Mistakes in what a leader takes to be committed.
import { mutant } from "../../language/index.ts";
import { instance, log, s1, s3, situation } from "./raft-instance.ts";

/**
 * Figure 8 of the paper, with three servers instead of five, where it stands at (c): the first server led term 1 and leads
 * term 3 with an entry of term 1 that nobody else has; the third led term 2 with an entry of its own. One election is left.
 */
export const figure8 = instance(
  { servers: 3, terms: 4, entries: 2, inFlight: 1 },
  {
    name: "figure-8",
    default: false,
    expect: { states: 15_445, generated: 78_366, depth: 37 },
    init: situation(
      [
        { currentTerm: 3, votedFor: s1, role: "leader", log: log(1) },
        { currentTerm: 3, votedFor: s1 },
        { currentTerm: 2, votedFor: s3, log: log(2) },
      ],
      { 1: s1, 2: s3, 3: s1 },
    ),
    outOfReach: ["leaderInTerm2"],
  },
);

export const olderTermCounted = mutant(figure8, "an entry of an older term is committed by counting", {
  actions: { advanceCommitIndex: { guard: { ownTerm: () => true } } },
  breaks: "leaderCompleteness",
  after: 11,
  also: ["stateMachineSafety", "committedNeverChanges"],
});

export const leaderOverwrites = mutant(figure8, "a leader overwrites the last entry of its log", {
  actions: {
    clientRequest: {
      effect: (s, { i, value }) => {
        const self = s.server[i];
        self.log[self.log.length - 1] = { term: self.currentTerm, value };
      },
    },
  },
  breaks: "leaderAppendOnly",
  after: 1,
  also: ["leaderCompleteness", "stateMachineSafety", "committedNeverChanges", "olderTermCommitted"],
});

export const ownEntriesOnly = mutant(figure8, "a leader commits no entry of an older term, not even with one of its own", {
  actions: {
    advanceCommitIndex: {
      guard: {
        ownTerm: (s, { i, index }) => s.server[i].log.every(({ term }, k) => k >= index || term === s.server[i].currentTerm),
      },
    },
  },
  breaks: "olderTermCommitted",
  also: ["committed"],
});
