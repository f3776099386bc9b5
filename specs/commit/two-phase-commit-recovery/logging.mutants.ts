// Mistakes in what must be on disk, and in what is forgotten.
import { mutant } from "../../language/index.ts";
import { abort1, abortCoordinator, commit1, commitCoordinator, noCrashes } from "./bases.ts";

const atOnce = { guard: { logged: () => true } };

export const acknowledgesTooSoon = mutant(abort1, "a commit is acknowledged before it is on disk", {
  actions: { participantAcknowledges: atOnce },
  breaks: "neverUndone",
  after: 17,
  also: ["answersAreRight", "forgetsAfterAcknowledgements"],
});

export const acknowledgesAbortTooSoon = mutant(commit1, "an abort is acknowledged before it is on disk, and commit presumed", {
  actions: { participantAcknowledges: atOnce },
  breaks: "neverUndone",
  after: 16,
  also: ["answersAreRight", "forgetsAfterAcknowledgements"],
});

export const sendsTooSoon = mutant(abortCoordinator, "a commit is sent before it is on disk", {
  actions: { coordinatorSendsDecision: atOnce },
  breaks: "atomicity",
  after: 17,
  also: ["answersAreRight", "transactionCommit"],
});

export const sendsUnlogged = mutant(commitCoordinator, "a commit is sent before it is on disk, and commit presumed", {
  actions: { coordinatorSendsDecision: atOnce },
  breaks: "atomicity",
  after: 18,
  also: ["replyIsKept", "answersAreRight", "transactionCommit"],
});

export const tellsTooSoon = mutant(abort1, "the client is told of a commit before it is on disk", {
  actions: { coordinatorTellsClient: atOnce },
  breaks: "replyIsKept",
  after: 12,
  also: ["answersAreRight"],
});

export const votesTooSoon = mutant(abort1, "a participant votes yes before it is prepared on disk", {
  actions: { participantVotesYes: atOnce },
  breaks: "votesAreDurable",
  after: 3,
  also: ["neverUndone", "replyIsKept", "transactionCommit"],
});

export const asksTooSoon = mutant(commitCoordinator, "commit is presumed, and whom it asks the coordinator has not on disk", {
  actions: { coordinatorAsksForVotes: atOnce },
  breaks: "atomicity",
  after: 9,
  also: ["replyIsKept", "commitNeedsEveryVote", "answersAreRight", "transactionCommit"],
});

export const presumesCommit = mutant(abort1, "abort is presumed, and the answer is commit", {
  actions: {
    coordinatorPresumes: {
      guard: { first: (s, { m }) => !s.messages.has({ type: "Decision", to: m.from, decision: "commit" }) },
      effect: (s, { m }) => {
        s.messages.add({ type: "Decision", to: m.from, decision: "commit" });
      },
    },
  },
  breaks: "answersAreRight",
  after: 8,
  also: ["neverUndone", "replyIsKept", "commitNeedsEveryVote"],
});

export const forgetsTooSoon = mutant(noCrashes, "the coordinator forgets a commit when one has acknowledged it", {
  actions: {
    coordinatorEnds: { guard: { acknowledged: (s) => s.coordinator.state === "committed" && s.coordinator.done.size > 0 } },
  },
  breaks: "forgetsAfterAcknowledgements",
  after: 17,
  also: ["atomicity", "replyIsKept", "answersAreRight", "transactionCommit"],
});
