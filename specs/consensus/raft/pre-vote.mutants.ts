// Mistakes in pre-vote.
import { mutant } from "../../language/index.ts";
import { preVoterOf, preVoteVolatile } from "./pre-vote-state.ts";
import { instance, s1, situation } from "./raft-instance.ts";

const preVote = { terms: 2, entries: 1, inFlight: 1, preVote: true };

/** Two servers, of which neither can win without the other: few enough for both engines to be compared on every state. */
export const preVoteTwo = instance(
  { servers: 2, ...preVote, crashes: true },
  {
    default: false,
    expect: { states: 3_011, generated: 14_787, depth: 37 },
    outOfReach: ["olderTermCommitted", "truncation"],
  },
);

export const neverPreVotes = mutant(preVoteTwo, "nobody would vote for anybody", {
  actions: { grantPreVote: { when: false } },
  breaks: "couldWin",
  also: ["preVoteRefused", "leaderInTerm2", "committed", "leaderStepsDown"],
});

export const neverRefuses = mutant(preVoteTwo, "who would not vote for a server does not say so", {
  actions: { refusePreVote: { when: false } },
  breaks: "preVoteRefused",
});

const silent: object = preVoteVolatile;
const hearing: object = { ...preVoteVolatile, hearsLeader: true };

/**
 * The first server leads term 1, and the second hears it; the third was cut off, and is heard again. There is one more term, and
 * nobody crashes.
 */
export const outsider = instance(
  { servers: 3, ...preVote },
  {
    name: "outsider",
    default: false,
    expect: { states: 15_640, generated: 88_683, depth: 37 },
    init: situation(
      [
        { currentTerm: 1, votedFor: s1, role: "leader", ...silent },
        { currentTerm: 1, votedFor: s1, ...hearing },
        { currentTerm: 1, ...silent },
      ],
      { 1: s1 },
    ),
    outOfReach: ["olderTermCommitted"],
  },
);

export const hearersPreVote = mutant(outsider, "a server that hears its leader would vote for another", {
  actions: { grantPreVote: { guard: { noLeader: () => true } } },
  breaks: "heardLeaderStays",
  after: 3,
});

export const standsAtOnce = mutant(outsider, "a server stands for election before a majority would vote for it", {
  actions: { standForElection: { guard: { couldWin: () => true } } },
  breaks: "newTermCouldBeWon",
  after: 2,
  also: ["heardLeaderStays"],
});

export const asksInTheNextTerm = mutant(outsider, "who asks for pre-votes is in the next term already", {
  actions: {
    askForPreVotes: {
      effect: (s, { i }) => {
        s.server[i].role = "follower";
        s.server[i].votesGranted.clear();
        s.server[i].currentTerm += 1;
        s.server[i].votedFor = i;
        preVoterOf(s.server[i]).preVotes.assign([i]);
      },
    },
    standForElection: {
      effect: (s, { i }) => {
        s.server[i].role = "candidate";
        s.server[i].votesGranted.assign([i]);
        preVoterOf(s.server[i]).preVotes.clear();
      },
    },
  },
  breaks: "newTermCouldBeWon",
  after: 1,
  also: ["heardLeaderStays"],
});

export const adoptsTheNextTerm = mutant(outsider, "who is asked for a pre-vote enters the term that it is for", {
  actions: {
    grantPreVote: {
      effect: (s, { m }) => {
        const self = s.server[m.to];
        self.role = "follower";
        self.votesGranted.clear();
        self.currentTerm = m.term + 1;
        self.votedFor = null;
        preVoterOf(self).preVotes.clear();
        s.network.reply(m, { type: "PreVoteResponse", term: m.term, granted: true });
      },
    },
  },
  breaks: "newTermCouldBeWon",
  after: 4,
});
