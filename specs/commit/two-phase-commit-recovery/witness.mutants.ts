// What would no longer happen, if something of the protocol were left out.
import { mutant } from "../../language/index.ts";
import { abort1, abortCoordinator, noCrashes, nothing1, oneTakesOver, reader } from "./bases.ts";

export const neverCommits = mutant(noCrashes, "the coordinator never decides to commit", {
  actions: { coordinatorDecidesCommit: { when: false } },
  breaks: "everyoneCommits",
  also: ["inDoubtThenCommits", "toldBoth", "forgotten"],
});

export const neverAborts = mutant(noCrashes, "nobody ever aborts before the coordinator has decided", {
  actions: { participantAborts: { when: false }, coordinatorTimesOut: { when: false } },
  breaks: "everyoneAborts",
});

export const waitsForEver = mutant(abort1, "the coordinator waits for votes for ever", {
  actions: { coordinatorTimesOut: { when: false } },
  breaks: "crashedBeforeVote",
});

export const neverInquires = mutant(abort1, "nobody asks", {
  actions: { participantInquires: { when: false } },
  breaks: "inDoubtThenCommits",
  also: ["toldBoth", "deadlock"],
});

export const neverAnswers = mutant(abortCoordinator, "participants do not answer one another", {
  actions: { participantAnswers: { when: false } },
  breaks: "learnsFromAnother",
  also: ["deadlock"],
});

export const neverPresumes = mutant(nothing1, "the coordinator presumes nothing at all", {
  actions: { coordinatorPresumes: { when: false } },
  breaks: "presumed",
  also: ["toldBoth", "deadlock"],
});

export const remembersTheEnd = mutant(abort1, "the coordinator answers nobody after the end", {
  actions: {
    coordinatorPresumes: {
      guard: {
        noInformation: ({ coordinator: { state, stable, buffer } }) =>
          state === "noInformation" && !stable.includes("commit") && !buffer.includes("commit"),
      },
    },
  },
  breaks: "toldBoth",
});

export const neverForgets = mutant(abort1, "the coordinator never forgets a commit", {
  actions: { coordinatorEnds: { when: false } },
  breaks: "forgotten",
  also: ["toldBoth"],
});

export const crashesEarly = mutant(abort1, "the coordinator crashes only before it has asked", {
  actions: { coordinatorCrashes: { guard: (s) => s.coordinator.state === "working" } },
  breaks: "blocked",
  also: ["blockedThoughCommitted"],
});

export const tellsLate = mutant(abort1, "the client is told when all have acknowledged", {
  actions: { coordinatorTellsClient: { guard: { logged: (s) => s.coordinator.done.size > 0 } } },
  breaks: "blockedThoughCommitted",
  also: ["crashedBeforeVote"],
});

export const staysToTheEnd = mutant(reader, "who has only read does not say so", {
  actions: { participantVotesReadOnly: { when: false } },
  breaks: "leavesEarly",
  also: ["everyoneCommits", "inDoubtThenCommits", "toldBoth", "forgotten", "blocked", "blockedThoughCommitted"],
});

export const agreesOnce = mutant(oneTakesOver, "who has agreed once does not say that it stands elsewhere now", {
  actions: {
    participantAgrees: {
      guard: { first: (s, { q, m }) => !s.messages.where({ type: "Agreement", from: q, to: m.by }).length },
    },
  },
  breaks: "agreesAgain",
});

export const keepsItToItself = mutant(oneTakesOver, "who takes over tells nobody", {
  actions: { newCoordinatorSendsDecision: { when: false } },
  breaks: "transferred",
});
