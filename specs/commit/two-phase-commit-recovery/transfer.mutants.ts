// Mistakes in how coordination is transferred.
import { mutant } from "../../language/index.ts";
import { oneTakesOver } from "./bases.ts";

export const takesOverInDoubt = mutant(oneTakesOver, "who takes over aborts, though all are in doubt", {
  actions: { newCoordinatorDecides: { guard: { shown: (_, { decision }) => decision === "abort" } } },
  breaks: "atomicity",
  after: 16,
  also: ["replyIsKept", "answersAreRight", "nobodyDecidesAlone", "blockedUntilRestart", "agreesAgain", "transactionCommit"],
});

/** All have voted yes; but the old coordinator may not have waited for it. */
export const commitsInDoubt = mutant(oneTakesOver, "who takes over commits, since all are prepared", {
  actions: {
    newCoordinatorDecides: {
      guard: {
        shown: (s, { c, decision }) =>
          decision === "commit" && s.messages.where({ type: "Agreement", to: c }).every(({ state }) => state === "prepared"),
      },
    },
  },
  breaks: "blockedUntilRestart",
  after: 8,
  also: ["atomicity", "replyIsKept", "commitNeedsEveryVote", "answersAreRight", "nobodyDecidesAlone", "transactionCommit"],
});

export const votesAfterAgreeing = mutant(oneTakesOver, "who has agreed to a new coordinator still votes for the old one", {
  actions: { participantPrepares: { guard: { free: () => true } } },
  breaks: "atomicity",
  after: 16,
  also: ["replyIsKept", "answersAreRight", "transactionCommit"],
});

export const takesOverAlone = mutant(oneTakesOver, "who takes over aborts without asking", {
  actions: { newCoordinatorDecides: { guard: { agreed: () => true, shown: (_, { decision }) => decision === "abort" } } },
  breaks: "nobodyDecidesAlone",
  after: 3,
  also: ["atomicity", "replyIsKept", "answersAreRight", "blockedUntilRestart", "agreesAgain", "transactionCommit"],
});
