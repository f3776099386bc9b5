// Mistakes by which nothing goes wrong, since something no longer happens.
import { mutant } from "../../language/index.ts";
import { instance } from "./raft-instance.ts";

export const noCrashes = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1 },
  { outOfReach: ["olderTermCommitted"], expect: { states: 28_389, generated: 147_472, depth: 34 } },
);

export const oneTermOnly = mutant(noCrashes, "nobody is a candidate but in the first term", {
  actions: { timeout: { guard: (s, { i }) => s.server[i].currentTerm === 0 } },
  breaks: "leaderInTerm2",
  also: ["truncation", "leaderStepsDown"],
});

export const neverCommits = mutant(noCrashes, "a leader never hears that an entry is stored", {
  actions: { handleAppendEntriesResponse: { when: false } },
  breaks: "committed",
});

export const oneClientOnly = mutant(noCrashes, "clients are served in the first term only", {
  actions: {
    clientRequest: {
      guard: (s, { i }) => s.server[i].role === "leader" && s.server[i].currentTerm === 1 && s.server[i].log.length === 0,
    },
  },
  breaks: "truncation",
});

const { keys: Server } = noCrashes.spec.state.server;

export const neverChallenged = mutant(
  noCrashes,
  "there is an election only while nobody leads, and a leader only while nobody is ahead",
  {
    actions: {
      timeout: { guard: (s, { i }) => s.server[i].currentTerm < 2 && Server.every((j) => s.server[j].role !== "leader") },
      becomeLeader: {
        guard: (s, { i }) =>
          s.server[i].votesGranted.size === 2 && Server.every((j) => s.server[j].currentTerm <= s.server[i].currentTerm),
      },
    },
    breaks: "leaderStepsDown",
    also: ["truncation"],
  },
);
