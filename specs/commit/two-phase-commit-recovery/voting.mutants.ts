// Mistakes in how votes are given and counted.
import { ids, mutant } from "../../language/index.ts";
import { noCrashes, reader } from "./bases.ts";

const Participant = ids("participant", 2);

export const commitsWithoutVote = mutant(noCrashes, "the coordinator commits when one has voted", {
  actions: { coordinatorDecidesCommit: { guard: { everyoneVoted: (s) => s.coordinator.yes.size > 0 } } },
  breaks: "transactionCommit",
  after: 9,
  also: ["atomicity", "replyIsKept", "commitNeedsEveryVote", "answersAreRight"],
});

export const countsTwice = mutant(noCrashes, "a yes that arrives twice is counted twice", {
  actions: {
    coordinatorReceivesYes: {
      guard: { first: () => true },
      effect: (s, { m }) => {
        const isSecond = s.coordinator.yes.has(m.from);
        for (const p of Participant) if ((p === m.from) !== isSecond) s.coordinator.yes.add(p);
      },
    },
  },
  breaks: "commitNeedsEveryVote",
  after: 8,
  also: ["atomicity", "replyIsKept", "answersAreRight", "comesToAnEnd", "transactionCommit"],
});

export const leavesWithChanges = mutant(reader, "a participant that has changed something votes read-only", {
  actions: { participantVotesReadOnly: { guard: { unchanged: () => true } } },
  breaks: "commitNeedsEveryVote",
  after: 7,
});
