// Leader election: section 5.2 of the paper, and 5.4.1 for whom not to vote for.
import { isUpToDate, lastTerm } from "./log.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";

export const election = ({ constants, Server, network, isQuorum, becomeCandidate }: Model) =>
  actions({
    /** With pre-vote, only who could win stands for election: pre-vote.ts. */
    timeout: {
      when: !constants.preVote,
      params: { i: Server },
      by: "i",
      guard: (s, { i }) => s.server[i].role !== "leader" && s.server[i].currentTerm < constants.terms,
      effect: (s, { i }) => {
        becomeCandidate(s.server[i], i);
      },
    },

    requestVote: {
      params: { i: Server, j: Server },
      by: "i",
      guard: (s, { i, j }) => s.server[i].role === "candidate" && !s.server[i].votesGranted.has(j),
      effect: (s, { i, j }) => {
        const { currentTerm, log } = s.server[i];
        const last = { lastLogTerm: lastTerm(log), lastLogIndex: log.length };
        s.network.send({ type: "RequestVoteRequest", from: i, to: j, term: currentTerm, ...last });
      },
    },

    /** The receiver's part of RequestVote, where it is to vote for the candidate. */
    grantVote: {
      params: { m: network.any("RequestVoteRequest") },
      by: ({ m }) => m.to,
      guard: {
        sameTerm: (s, { m }) => m.term === s.server[m.to].currentTerm,
        freeToVote: (s, { m }) => s.server[m.to].votedFor === null || s.server[m.to].votedFor === m.from,
        upToDate: (s, { m }) => isUpToDate(m, s.server[m.to].log),
      },
      effect: (s, { m }) => {
        s.server[m.to].votedFor = m.from;
        s.network.reply(m, { type: "RequestVoteResponse", term: m.term, granted: true });
      },
    },

    /** The same, where it is not. */
    refuseVote: {
      params: { m: network.any("RequestVoteRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm, votedFor, log } = s.server[m.to];
        if (m.term === currentTerm) return (votedFor !== null && votedFor !== m.from) || !isUpToDate(m, log);
        return m.term < currentTerm;
      },
      effect: (s, { m }) => {
        s.network.reply(m, { type: "RequestVoteResponse", term: s.server[m.to].currentTerm, granted: false });
      },
    },

    handleRequestVoteResponse: {
      params: { m: network.any("RequestVoteResponse") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term === s.server[m.to].currentTerm && s.server[m.to].role === "candidate" && m.granted,
      effect: (s, { m }) => {
        s.server[m.to].votesGranted.add(m.from);
        s.network.consume(m);
      },
    },

    becomeLeader: {
      params: { i: Server },
      by: "i",
      guard: (s, { i }) =>
        s.server[i].role === "candidate" && isQuorum(s.server[i].log, (j) => s.server[i].votesGranted.has(j)),
      effect: (s, { i }) => {
        const self = s.server[i];
        self.role = "leader";
        self.votesGranted.clear();
        for (const j of Server) self.nextIndex[j] = self.log.length + 1;
        s.history.leaders[self.currentTerm].add(i);
      },
    },
  });
