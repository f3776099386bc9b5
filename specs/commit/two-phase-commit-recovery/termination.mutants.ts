// Mistakes of those who have waited too long, or come back.
import { mutant } from "../../language/index.ts";
import { abort1, noCrashes, reader } from "./bases.ts";

export const abortsAlone = mutant(noCrashes, "who is in doubt and has waited too long aborts", {
  actions: {
    participantAborts: {
      guard: { working: (s, { p }) => s.participant[p].state === "working" || s.participant[p].state === "prepared" },
    },
  },
  breaks: "atomicity",
  after: 14,
  also: ["replyIsKept", "answersAreRight", "nobodyDecidesAlone", "transactionCommit"],
});

export const abortsOnRestart = mutant(abort1, "who was in doubt aborts when it is back", {
  actions: {
    participantRestarts: {
      effect: (s, { p }) => {
        const { stable } = s.participant[p];
        s.participant[p].state = stable.includes("commit") ? "committed" : "aborted";
        if (s.history.outcome[p] === "none") s.history.outcome[p] = "aborted";
      },
    },
  },
  breaks: "nobodyDecidesAlone",
  after: 5,
  also: ["neverUndone", "replyIsKept", "answersAreRight"],
});

/** It may have voted read-only, crashed or not, and what it knows nothing of may have committed. */
export const answersFromIgnorance = mutant(reader, "who has no information tells others to abort", {
  actions: {
    participantAnswers: {
      guard: {
        knows: (s, { p, decision }) => {
          const { state } = s.participant[p];
          if (decision === "commit") return state === "committed";
          return state === "aborted" || state === "noInformation";
        },
      },
    },
  },
  breaks: "answersAreRight",
  after: 11,
  also: ["replyIsKept", "blockedUntilRestart"],
});

export const asksAgain = mutant(abort1, "the coordinator has waited too long, and has all vote once more", {
  actions: {
    coordinatorTimesOut: {
      effect: (s) => {
        s.coordinator.yes.clear();
      },
    },
  },
  breaks: "comesToAnEnd",
  after: 2,
  also: ["crashedBeforeVote"],
});
