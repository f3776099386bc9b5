// What goes wrong, or would no longer happen, in any number of terms.
import { mutant } from "../../language/index.ts";
import { lastTerm } from "../raft/log.ts";
import { three, two } from "./bases.ts";
import { follow, hear } from "./steps.ts";

export const votesForAll = mutant(three, "a server votes for whoever asks", {
  actions: {
    requestVote: {
      effect: (s, args) => {
        s.server[args.j].votedFor = null;
        three.spec.actions.requestVote.effect(s, args);
      },
    },
  },
  breaks: "electionSafety",
  after: 6,
});

export const looksAtNothingBefore = mutant(
  two,
  "a leader sends its last entry, and a follower does not look at what comes before",
  {
    actions: {
      replicate: {
        effect: (s, { i, j, isLost }) => {
          const [self, other] = [s.server[i], s.server[j]];
          hear(other, self.currentTerm);
          if (other.currentTerm !== self.currentTerm) return;
          follow(other);
          if (other.log.length < self.log.length) other.log.push({ term: lastTerm(self.log) });
          if (!isLost) self.stored.add(j);
        },
      },
    },
    breaks: "logMatching",
    after: 11,
    also: ["commits"],
  },
);

export const forgetsTerm = mutant(three, "a server that crashes forgets its term", {
  actions: {
    restart: {
      effect: (s, { i }) => {
        follow(s.server[i]);
        s.server[i].currentTerm = 0;
        s.server[i].votedFor = null;
      },
    },
  },
  breaks: "ranksHaveNoGaps",
  after: 3,
  also: ["electionSafety"],
});

export const nothingIsCommitted = mutant(three, "what a majority has stored is not committed", {
  actions: { commit: { when: false } },
  breaks: "committed",
  also: ["commits"],
});

const [lone] = two.spec.state.server.keys.values;

export const beginsEmpty = mutant(two, "nobody asks for anything before the cluster has settled", {
  actions: {
    append: {
      guard: (s, { i }) => {
        const { role, log, currentTerm } = s.server[i];
        return s.isSettled && i === lone && role === "leader" && lastTerm(log) < currentTerm;
      },
    },
  },
  breaks: "couldNotWin",
});

export const allFollow = mutant(three, "the cluster settles only when all servers are followers", {
  actions: {
    settle: { guard: (s) => !s.isSettled && three.spec.state.server.keys.every((i) => s.server[i].role === "follower") },
  },
  breaks: "laterLeader",
});
