// Pre-vote: section 9.6 of Ongaro's thesis. A server that was cut off, or whose log lacks something, would raise its term again and
// again, and depose a leader that serves everybody else as soon as it is heard. So whoever times out first asks whether it could
// win, which changes no term and no vote, and stands for election only when a majority would vote for it. Nobody would who has
// lately heard from a leader. What is asked carries the term that the asker is in, as all messages do, and not the next one.

import type { Read } from "../../language/index.ts";
import { isUpToDate, lastTerm } from "./log.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import { preVoterOf } from "./pre-vote-state.ts";
import type { Schema, ServerId } from "./raft-state.ts";

export const preVote = (model: Model) => {
  const { constants, Server, network, becomeFollower, becomeCandidate } = model;
  return actions({
    /** The least election timeout passes without a word from the leader. Clocks are not modelled: it may pass at any time. */
    silence: {
      environment: true,
      params: { i: Server },
      guard: (s, { i }) => preVoterOf(s.server[i]).hearsLeader,
      effect: (s, { i }) => {
        preVoterOf(s.server[i]).hearsLeader = false;
      },
    },

    /** A server times out, be it a follower or a candidate whom not enough have voted for. */
    askForPreVotes: {
      params: { i: Server },
      by: "i",
      guard: (s, { i }) => {
        const { role, currentTerm } = s.server[i];
        return role !== "leader" && !preVoterOf(s.server[i]).hearsLeader && currentTerm < constants.terms;
      },
      effect: (s, { i }) => {
        becomeFollower(s.server[i]);
        preVoterOf(s.server[i]).preVotes.assign([i]);
      },
    },

    requestPreVote: {
      params: { i: Server, j: Server },
      by: "i",
      guard: (s, { i, j }) => preVoterOf(s.server[i]).preVotes.size > 0 && !preVoterOf(s.server[i]).preVotes.has(j),
      effect: (s, { i, j }) => {
        const { currentTerm, log } = s.server[i];
        const last = { lastLogTerm: lastTerm(log), lastLogIndex: log.length };
        s.network.send({ type: "PreVoteRequest", from: i, to: j, term: currentTerm, ...last });
      },
    },

    /** To say that one would vote for somebody is no promise: one may say so to several, and vote for another. */
    grantPreVote: {
      params: { m: network.any("PreVoteRequest") },
      by: ({ m }) => m.to,
      guard: {
        sameTerm: (s, { m }) => m.term === s.server[m.to].currentTerm,
        noLeader: (s, { m }) => s.server[m.to].role !== "leader" && !preVoterOf(s.server[m.to]).hearsLeader,
        upToDate: (s, { m }) => isUpToDate(m, s.server[m.to].log),
      },
      effect: (s, { m }) => {
        s.network.reply(m, { type: "PreVoteResponse", term: m.term, granted: true });
      },
    },

    refusePreVote: {
      params: { m: network.any("PreVoteRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm, role, log } = s.server[m.to];
        if (m.term !== currentTerm) return m.term < currentTerm;
        return role === "leader" || preVoterOf(s.server[m.to]).hearsLeader || !isUpToDate(m, log);
      },
      effect: (s, { m }) => {
        s.network.reply(m, { type: "PreVoteResponse", term: s.server[m.to].currentTerm, granted: false });
      },
    },

    handlePreVoteResponse: {
      params: { m: network.any("PreVoteResponse") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm } = s.server[m.to];
        return m.term === currentTerm && preVoterOf(s.server[m.to]).preVotes.size > 0 && m.granted;
      },
      effect: (s, { m }) => {
        preVoterOf(s.server[m.to]).preVotes.add(m.from);
        s.network.consume(m);
      },
    },

    dropStalePreVote: {
      params: { m: network.any("PreVoteResponse") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm } = s.server[m.to];
        const isAwaited = preVoterOf(s.server[m.to]).preVotes.size > 0 && m.granted;
        return m.term < currentTerm || (m.term === currentTerm && !isAwaited);
      },
      effect: (s, { m }) => {
        s.network.consume(m);
      },
    },

    /** In the place of `timeout`. */
    standForElection: {
      params: { i: Server },
      by: "i",
      guard: {
        asking: (s, { i }) => preVoterOf(s.server[i]).preVotes.size > 0,
        couldWin: (s, { i }) => couldWin(model, s.server[i]),
      },
      effect: (s, { i }) => {
        becomeCandidate(s.server[i], i);
      },
    },
  });
};

/** Whether a server has heard from a majority that they would vote for it. */
export const couldWin = ({ isQuorum }: Model, self: { readonly log: readonly unknown[] }): boolean =>
  isQuorum(self.log, (j) => preVoterOf(self).preVotes.has(j));

type State = Read<Schema>;

const hasPreVoted = ({ Server }: Model, s: State, j: ServerId): boolean =>
  Server.some((k) => preVoterOf(s.server[k]).preVotes.has(j)) ||
  s.network.where({ type: "PreVoteResponse", from: j, granted: true }).length > 0;

/**
 * Whether i leads the latest term, a majority hears it there, and none of these has told anybody to stand for election, be it that
 * the answer is still on its way. No majority can tell anybody to before one of them hears no more from it.
 */
export const isSecure = (model: Model, s: State, i: ServerId): boolean => {
  const { role, currentTerm, log } = s.server[i];
  const hears = (j: ServerId) => j === i || (s.server[j].currentTerm === currentTerm && preVoterOf(s.server[j]).hearsLeader);
  return (
    role === "leader" &&
    model.Server.every((j) => s.server[j].currentTerm <= currentTerm) &&
    model.isQuorum(log, (j) => hears(j) && !hasPreVoted(model, s, j))
  );
};
