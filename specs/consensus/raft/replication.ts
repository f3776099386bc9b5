// Log replication: section 5.3 of the paper.
import { append, holds, termAt } from "./log.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import type { Draft, ServerId } from "./raft-state.ts";

/** What a leader sends: so many of the entries that the other lacks, and what must stand before them. */
const appendTo = (s: Draft, i: ServerId, j: ServerId, count: 0 | 1) => {
  const { currentTerm, log, nextIndex, commitIndex } = s.server[i];
  const prevLogIndex = nextIndex[j] - 1;
  const prevLogTerm = termAt(log, prevLogIndex);
  const entries = log.slice(prevLogIndex, prevLogIndex + count);
  s.network.send({
    type: "AppendEntriesRequest",
    from: i,
    to: j,
    term: currentTerm,
    prevLogIndex,
    prevLogTerm,
    entries,
    commitIndex,
  });
};

export const replication = ({ Server, network, compacted, becomeFollower, hearLeader }: Model) =>
  actions({
    appendEntries: {
      params: { i: Server, j: Server },
      by: "i",
      guard: (s, { i, j }) => {
        const { role, nextIndex, log } = s.server[i];
        return role === "leader" && i !== j && nextIndex[j] <= log.length && nextIndex[j] > compacted(s.server[i]);
      },
      effect: (s, { i, j }) => {
        appendTo(s, i, j, 1);
      },
    },

    /** An append of nothing keeps followers from timing out; it also tells them what is committed. */
    heartbeat: {
      params: { i: Server, j: Server },
      by: "i",
      guard: (s, { i, j }) => s.server[i].role === "leader" && i !== j && s.server[i].nextIndex[j] > compacted(s.server[i]),
      effect: (s, { i, j }) => {
        appendTo(s, i, j, 0);
      },
    },

    rejectAppendEntriesRequest: {
      params: { m: network.any("AppendEntriesRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm, role, log } = s.server[m.to];
        if (m.term !== currentTerm) return m.term < currentTerm;
        const isKnown = m.prevLogIndex >= compacted(s.server[m.to]);
        return role === "follower" && isKnown && !holds(log, m.prevLogIndex, m.prevLogTerm);
      },
      effect: (s, { m }) => {
        const { currentTerm } = s.server[m.to];
        if (m.term === currentTerm) hearLeader(s.server[m.to]);
        s.network.reply(m, { type: "AppendEntriesResponse", term: currentTerm, success: false, matchIndex: 0 });
      },
    },

    /** A candidate learns that its term has a leader. The message stays in flight, and is next received by a follower. */
    returnToFollowerState: {
      params: { m: network.any("AppendEntriesRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term === s.server[m.to].currentTerm && s.server[m.to].role === "candidate",
      effect: (s, { m }) => {
        becomeFollower(s.server[m.to]);
      },
    },

    acceptAppendEntriesRequest: {
      params: { m: network.any("AppendEntriesRequest") },
      by: ({ m }) => m.to,
      guard: {
        sameTerm: (s, { m }) => m.term === s.server[m.to].currentTerm,
        follower: (s, { m }) => s.server[m.to].role === "follower",
        isKnown: (s, { m }) => m.prevLogIndex >= compacted(s.server[m.to]),
        previousEntryMatches: (s, { m }) => holds(s.server[m.to].log, m.prevLogIndex, m.prevLogTerm),
      },
      effect: (s, { m }) => {
        const self = s.server[m.to];
        const matchIndex = m.prevLogIndex + m.entries.length;
        hearLeader(self);
        append(self.log, m.prevLogIndex, m.entries);
        self.commitIndex = Math.max(self.commitIndex, Math.min(m.commitIndex, matchIndex));
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },

    handleAppendEntriesResponse: {
      params: { m: network.any("AppendEntriesResponse") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term === s.server[m.to].currentTerm && s.server[m.to].role === "leader" && m.success,
      effect: (s, { m }) => {
        const self = s.server[m.to];
        self.nextIndex[m.from] = Math.max(self.nextIndex[m.from], m.matchIndex + 1);
        self.matchIndex[m.from] = Math.max(self.matchIndex[m.from], m.matchIndex);
        s.network.consume(m);
      },
    },

    /** The other's log differs before what was sent: the leader tries again one entry earlier. */
    handleAppendEntriesRefusal: {
      params: { m: network.any("AppendEntriesResponse") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term === s.server[m.to].currentTerm && s.server[m.to].role === "leader" && !m.success,
      effect: (s, { m }) => {
        const self = s.server[m.to];
        self.nextIndex[m.from] = Math.max(self.nextIndex[m.from] - 1, self.matchIndex[m.from] + 1);
        s.network.consume(m);
      },
    },
  });
