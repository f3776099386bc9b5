// Raft in coarse steps: an election is one of them, and so is all that passes between a leader and one other server when it
// passes on one entry. What messages on their way can do is left out; what is left fits five servers and several terms.
import { subsets, subsetsOfSize } from "../../language/index.ts";
import { append, holds, isUpToDate, lastTerm } from "./log.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import { mayVote } from "./reading-state.ts";

export const coarse = ({ constants, Server, Term, isQuorum, becomeFollower }: Model) => {
  const Voters = constants.membership === undefined ? subsetsOfSize(Server, Math.floor(Server.size / 2) + 1) : subsets(Server);

  return actions({
    /**
     * A server is elected. Its term need not be the next one: others may have failed in between. It has a bare majority: whoever
     * else might have voted comes to know the term by what the leader sends.
     */
    elect: {
      params: { i: Server, term: Term, voters: Voters },
      by: "i",
      guard: {
        candidate: (s, { i, term, voters }) =>
          s.server[i].role !== "leader" && s.server[i].currentTerm < term && voters.includes(i),
        quorum: (s, { i, voters }) => isQuorum(s.server[i].log, (j) => voters.includes(j)),
        bare: (s, { i, voters }) =>
          voters.every((k) => k === i || !isQuorum(s.server[i].log, (j) => j !== k && voters.includes(j))),
        sameTerm: (s, { term, voters }) => voters.every((j) => s.server[j].currentTerm < term),
        free: (s, { voters }) => constants.reads !== "lease" || voters.every((j) => mayVote(s.server[j])),
        upToDate: (s, { i, voters }) => {
          const { log } = s.server[i];
          const last = { lastLogTerm: lastTerm(log), lastLogIndex: log.length };
          return voters.every((j) => isUpToDate(last, s.server[j].log));
        },
      },
      effect: (s, { i, term, voters }) => {
        for (const j of voters) {
          const voter = s.server[j];
          voter.currentTerm = term;
          voter.votedFor = i;
          becomeFollower(voter);
        }
        s.server[i].role = "leader";
        s.history.leaders[term].add(i);
      },
    },

    /** A server learns of a leader: its term, one entry that it lacks, if there is one, and what is committed. */
    replicate: {
      params: { i: Server, j: Server },
      by: "i",
      guard: (s, { i, j }) => s.server[i].role === "leader" && i !== j && s.server[j].currentTerm <= s.server[i].currentTerm,
      effect: (s, { i, j }) => {
        const { currentTerm, log, commitIndex, matchIndex } = s.server[i];
        const other = s.server[j];
        if (other.currentTerm < currentTerm) other.votedFor = null;
        other.currentTerm = currentTerm;
        becomeFollower(other);
        let agreed = Math.min(log.length, other.log.length);
        while (agreed > 0 && !holds(log, agreed, other.log[agreed - 1].term)) agreed--;
        const entries = log.slice(agreed, agreed + 1);
        append(other.log, agreed, entries);
        matchIndex[j] = agreed + entries.length;
        other.commitIndex = Math.max(other.commitIndex, Math.min(commitIndex, matchIndex[j]));
      },
    },
  });
};
