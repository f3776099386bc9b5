// What need not happen, if sites do not come back or put things off, or if something of the protocol were left out.
import { mutant } from "../../language/index.ts";
import { despiteAbort, despiteAbort1, liveAbort, liveAbort1 } from "./live.ts";
import { fairnessOf } from "./liveness.ts";
import { modelOf } from "./model.ts";

const whenUp = fairnessOf(modelOf({ participants: 1, presumed: "abort", live: "whenUp" }));
const despiteCrashes = fairnessOf(modelOf({ participants: 1, presumed: "abort", live: "despiteCrashes" }));
const { participantVotesYes: _mayWait, ...withoutVotes } = whenUp;
const { coordinatorRestarts: _mayStayDown, ...withoutCoordinator } = despiteCrashes;
const { participantRestarts: _mayStayAway, ...withoutParticipants } = despiteCrashes;

/** Both participants have voted yes, and ask, and nobody can answer: two-phase commit blocks. */
export const coordinatorStaysDown = mutant(despiteAbort, "the coordinator need not come back", {
  fairness: withoutCoordinator,
  breaks: "outOfDoubt",
  after: 10,
});

export const participantStaysDown = mutant(despiteAbort1, "a participant need not come back", {
  fairness: withoutParticipants,
  breaks: "outOfDoubt",
  after: 4,
});

/** Now it is up, but will not be when the other has time for it. */
export const onlyWhoIsAlwaysUp = mutant(despiteAbort1, "who is down now and then is never waited for", {
  fairness: {
    ...whenUp,
    coordinatorRestarts: "weak",
    participantRestarts: { weak: ["p"] },
  },
  breaks: "outOfDoubt",
  after: 5,
});

export const putsOffItsVote = mutant(liveAbort1, "a participant puts off its vote for ever", {
  fairness: withoutVotes,
  breaks: "decides",
  after: 4,
  also: ["forgets"],
});

export const nobodyAsks = mutant(liveAbort1, "who is in doubt does not ask", {
  actions: { participantInquires: { when: false } },
  breaks: "decides",
  after: 6,
  also: ["inDoubtThenCommits", "toldBoth", "deadlock"],
});

export const doesNotResend = mutant(liveAbort1, "a coordinator that is back tells nobody what it had decided", {
  actions: {
    coordinatorSendsDecision: {
      guard: { concerned: (s, { p }) => s.coordinator.yes.has(p) && !s.coordinator.done.has(p) },
    },
  },
  breaks: "decides",
  after: 10,
  also: ["forgets", "deadlock"],
});

/** It makes no mistake, and always has more to do. */
export const countsAgain = mutant(liveAbort1, "the coordinator has waited too long, and counts the votes once more", {
  actions: {
    coordinatorTimesOut: {
      effect: (s) => {
        s.coordinator.yes.clear();
      },
    },
  },
  breaks: "decides",
  after: 7,
  also: ["forgets", "comesToAnEnd", "crashedBeforeVote"],
});

export const keepsItForEver = mutant(liveAbort1, "the coordinator never forgets an abort", {
  actions: { coordinatorForgets: { when: false } },
  breaks: "forgets",
  after: 6,
});

export const doesNotAcknowledge = mutant(liveAbort, "who has heard it from another does not acknowledge", {
  actions: {
    participantAcknowledges: {
      guard: { wanted: (s, { m }) => m.decision === "commit" && s.messages.where({ type: "Answer", to: m.to }).length === 0 },
    },
  },
  breaks: "forgets",
  after: 21,
});

export const keepsAbortToItself = mutant(liveAbort, "participants tell one another of a commit only", {
  actions: {
    participantAnswers: {
      guard: { knows: (s, { p, decision }) => decision === "commit" && s.participant[p].state === "committed" },
    },
  },
  breaks: "decidesWithoutCoordinator",
  after: 9,
  also: ["deadlock"],
});
