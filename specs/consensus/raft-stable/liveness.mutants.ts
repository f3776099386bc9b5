// What keeps a cluster that has settled from electing a leader, or a leader from committing.
import { mutant } from "../../language/index.ts";
import { three, two } from "./bases.ts";

const { timeOut, requestVote, becomeLeader, append, replicate, commit } = three.spec.fairness as {
  timeOut: { weak: ["i"] };
  requestVote: { weak: ["i", "j"] };
  becomeLeader: { weak: ["i"] };
  append: { weak: ["i"] };
  replicate: { weak: ["i", "j"] };
  commit: { weak: ["i"] };
};

export const nobodyTimesOut = mutant(three, "the one server need not time out", {
  fairness: { requestVote, becomeLeader, append, replicate, commit },
  breaks: "elected",
  after: 1,
  also: ["commits"],
});
export const noAnswers = mutant(three, "who is asked for a vote need not answer", {
  fairness: { timeOut, becomeLeader, append, replicate, commit },
  breaks: "elected",
  after: 2,
  also: ["commits"],
});
export const noAppends = mutant(three, "what a leader sends need not arrive", {
  fairness: { timeOut, requestVote, becomeLeader, append, commit },
  breaks: "commits",
  after: 5,
});

export const impatient = mutant(three, "the timeout is shorter than the way of a message there and back", {
  actions: { timeOut: { guard: { patient: () => true } } },
  breaks: "elected",
  after: 7,
  also: ["commits"],
});

/** Each is about to be elected again and again. What would be appended is left out, since it would have no end. */
export const duel = mutant(three, "another server times out, too", {
  actions: { timeOut: { guard: { alone: () => true } }, append: { when: false } },
  breaks: "elected",
  after: 13,
  also: ["commits", "committed"],
});

export const votesOnce = mutant(three, "who has voted never votes for another, whatever the term", {
  actions: {
    requestVote: {
      effect: (s, args) => {
        const { i, j } = args;
        const { votedFor } = s.server[j];
        three.spec.actions.requestVote.effect(s, args);
        if (votedFor === null || votedFor === i) return;
        s.server[j].votedFor = votedFor;
        s.server[i].votes.remove(j);
      },
    },
  },
  breaks: "elected",
  after: 8,
  also: ["commits"],
});

export const keepsItsTerm = mutant(three, "a leader does not hear of later terms", {
  actions: {
    replicate: {
      guard: {
        leader: (s, { i, j }) => s.server[i].role === "leader" && i !== j && s.server[j].currentTerm <= s.server[i].currentTerm,
      },
    },
  },
  breaks: "commits",
  after: 8,
  also: ["deadlock"],
});

/** Entries of earlier terms are not committed by counting: a leader without one of its own commits nothing. */
export const nothingOfItsOwn = mutant(two, "a leader appends nothing before it is asked to", {
  actions: {
    append: { guard: (s, { i }) => !s.isSettled && s.server[i].role === "leader" && s.server[i].log.length < 2 },
  },
  breaks: "commits",
  after: 5,
});

export const neverCommits = mutant(two, "a leader does not find out what is committed", {
  actions: { commit: { when: false } },
  breaks: "commits",
  after: 6,
  also: ["committed"],
});
