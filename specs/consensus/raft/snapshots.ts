// Log compaction: section 7 of the paper. What a server has committed it may replace by a snapshot of its state machine; whoever
// needs what is gone is sent the snapshot instead. Here the state of a state machine is the list of entries that made it. So the
// log goes on holding them, and what counts is that nobody looks them up: `snapshotIndex` says how many there are.
import { holds } from "./log.ts";
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import { compactorOf } from "./snapshot-state.ts";

export const snapshots = ({ Server, Index, network, compacted, hearLeader }: Model) =>
  actions({
    takeSnapshot: {
      params: { i: Server, index: Index },
      by: "i",
      guard: {
        further: (s, { i, index }) => index > compacted(s.server[i]) && index <= s.server[i].log.length,
        committed: (s, { i, index }) => index <= s.server[i].commitIndex,
      },
      effect: (s, { i, index }) => {
        compactorOf(s.server[i]).snapshotIndex = index;
      },
    },

    /** A server that has restarted goes on from its snapshot, not from nothing. */
    restoreSnapshot: {
      params: { i: Server },
      by: "i",
      guard: (s, { i }) => s.server[i].commitIndex < compacted(s.server[i]),
      effect: (s, { i }) => {
        s.server[i].commitIndex = compacted(s.server[i]);
      },
    },

    /** Where the entry before the next is not there any more, the leader cannot append. */
    sendSnapshot: {
      params: { i: Server, j: Server },
      by: "i",
      guard: (s, { i, j }) => s.server[i].role === "leader" && i !== j && s.server[i].nextIndex[j] <= compacted(s.server[i]),
      effect: (s, { i, j }) => {
        const { currentTerm, log } = s.server[i];
        const entries = log.slice(0, compacted(s.server[i]));
        s.network.send({ type: "InstallSnapshotRequest", from: i, to: j, term: currentTerm, entries });
      },
    },

    /** A log that has the snapshot's last entry has all before it, and is kept; any other goes. */
    installSnapshot: {
      params: { m: network.any("InstallSnapshotRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term === s.server[m.to].currentTerm && s.server[m.to].role === "follower",
      effect: (s, { m }) => {
        const self = s.server[m.to];
        const matchIndex = m.entries.length;
        hearLeader(self);
        if (!holds(self.log, matchIndex, m.entries[matchIndex - 1].term)) self.log = [...m.entries];
        compactorOf(self).snapshotIndex = Math.max(compacted(self), matchIndex);
        self.commitIndex = Math.max(self.commitIndex, matchIndex);
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },

    /** What is in the snapshot was committed, so that the leader has it as well: they agree up to there. */
    acknowledgeSnapshot: {
      params: { m: network.any("AppendEntriesRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => {
        const { currentTerm, role } = s.server[m.to];
        return m.term === currentTerm && role === "follower" && m.prevLogIndex < compacted(s.server[m.to]);
      },
      effect: (s, { m }) => {
        const matchIndex = compacted(s.server[m.to]);
        hearLeader(s.server[m.to]);
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },

    dropStaleSnapshot: {
      params: { m: network.any("InstallSnapshotRequest") },
      by: ({ m }) => m.to,
      guard: (s, { m }) => m.term < s.server[m.to].currentTerm,
      effect: (s, { m }) => {
        s.network.consume(m);
      },
    },
  });
