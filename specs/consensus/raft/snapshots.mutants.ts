// Mistakes in how logs are compacted.
import { mutant } from "../../language/index.ts";
import { instance } from "./raft-instance.ts";
import { compactorOf } from "./snapshot-state.ts";

export const compaction = instance(
  { servers: 3, terms: 2, entries: 1, inFlight: 1, snapshots: true },
  {
    name: "compaction",
    default: false,
    outOfReach: ["olderTermCommitted"],
    expect: { states: 70_173, generated: 383_428, depth: 36 },
  },
);

export const compactsTooMuch = mutant(compaction, "a snapshot is taken of what is not committed", {
  actions: {
    takeSnapshot: { guard: { committed: () => true } },
    /** It must not say more than it was asked, or the leader would look for entries that it never had. */
    acknowledgeSnapshot: {
      effect: (s, { m }) => {
        const matchIndex = Math.min(compactorOf(s.server[m.to]).snapshotIndex, m.prevLogIndex + m.entries.length);
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },
  },
  breaks: "stateMachineSafety",
  after: 9,
  also: ["committedNeverChanges"],
});

export const keepsConflict = mutant(compaction, "a server that installs a snapshot keeps its log, though it conflicts", {
  actions: {
    installSnapshot: {
      effect: (s, { m }) => {
        const self = s.server[m.to];
        const matchIndex = m.entries.length;
        if (self.log.length < matchIndex) self.log = [...m.entries];
        compactorOf(self).snapshotIndex = Math.max(compactorOf(self).snapshotIndex, matchIndex);
        self.commitIndex = Math.max(self.commitIndex, matchIndex);
        s.network.reply(m, { type: "AppendEntriesResponse", term: m.term, success: true, matchIndex });
      },
    },
  },
  breaks: "stateMachineSafety",
  after: 22,
});

export const neverSends = mutant(compaction, "a leader never sends a snapshot", {
  actions: { sendSnapshot: { when: false } },
  breaks: "snapshotInstalled",
});
