/**
 * Raft: servers keep a log of what clients ask for, the same on all of them, though messages get lost and servers crash.
 *
 * A leader is elected for a term by a majority, which votes for one candidate only and for none whose log lacks what the voter
 * has. The leader appends the requests of clients to its log and has all others store the same: an entry is accepted only
 * where the one before it agrees. What a majority has stored in the leader's own term is committed, with all before it, and is
 * in the log of every leader to come.
 *
 * Source:     Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC 2014; the sections below
 *             are its. Ongaro's raft.tla, whose actions and messages these are.
 * Simplified: a candidate votes for itself at once, as in the paper and unlike raft.tla; a response that grants or accepts has
 *             an action of its own, as has one that refuses. Of what a server knows as candidate or leader nothing is kept once
 *             it is neither: it would be set anew before its next use. A message holds one entry at most; a server that has
 *             crashed is up again at once, since being down is the same as receiving nothing.
 * Verified:   see raft.instances.ts; the counts are those of both engines, no other count being known.
 */
import { duplicates, loses, restarts, spec } from "../../language/index.ts";
import { append, conflicts, holds, isPrefix, isSame, isSameUpToLastInCommon, isUpToDate, lastTerm, termAt } from "./log.ts";
import { type Constants, type Draft, raftState } from "./raft-state.ts";

export const raft = (constants: Constants) => {
  const { Server, Value, Term, Index, network, server, volatile, state, init } = raftState(constants);
  type Id = (typeof Server.values)[number];
  type Self = Draft["server"][Id];

  const isQuorum = (members: number) => members * 2 > constants.servers;

  const becomeFollower = (self: Self) => {
    self.role = "follower";
    self.votesGranted.clear();
    for (const j of Server) {
      self.nextIndex[j] = 1;
      self.matchIndex[j] = 0;
    }
  };

  /** What a leader sends: so many of the entries that the other lacks, and what must stand before them. */
  const appendTo = (s: Draft, i: Id, j: Id, count: 0 | 1) => {
    const { currentTerm, log, nextIndex, commitIndex } = s.server[i];
    const prevLogIndex = nextIndex[j] - 1;
    const entries = log.slice(prevLogIndex, prevLogIndex + count);
    const prevLogTerm = termAt(log, prevLogIndex);
    s.network.send({ type: "AppendEntriesRequest", from: i, to: j, term: currentTerm, prevLogIndex, prevLogTerm, entries, commitIndex });
  };

  return spec({
    name: "raft",

    state,

    init,

    actions: {
      // Election: section 5.2.

      timeout: {
        params: { i: Server },
        by: "i",
        guard: (s, { i }) => s.server[i].role !== "leader" && s.server[i].currentTerm < constants.terms,
        effect: (s, { i }) => {
          const self = s.server[i];
          self.role = "candidate";
          self.currentTerm += 1;
          self.votedFor = i;
          self.votesGranted.assign([i]);
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
        guard: (s, { i }) => s.server[i].role === "candidate" && isQuorum(s.server[i].votesGranted.size),
        effect: (s, { i }) => {
          const self = s.server[i];
          self.role = "leader";
          self.votesGranted.clear();
          for (const j of Server) self.nextIndex[j] = self.log.length + 1;
          s.history.leaders[self.currentTerm].add(i);
        },
      },

      // Log replication: section 5.3.

      clientRequest: {
        environment: true,
        params: { i: Server, value: Value },
        guard: (s, { i }) => s.server[i].role === "leader" && s.server[i].log.length < constants.entries,
        effect: (s, { i, value }) => {
          s.server[i].log.push({ term: s.server[i].currentTerm, value });
        },
      },

      appendEntries: {
        params: { i: Server, j: Server },
        by: "i",
        guard: (s, { i, j }) =>
          s.server[i].role === "leader" && i !== j && s.server[i].nextIndex[j] <= s.server[i].log.length,
        effect: (s, { i, j }) => {
          appendTo(s, i, j, 1);
        },
      },

      /** An append of nothing keeps followers from timing out; it also tells them what is committed. */
      heartbeat: {
        params: { i: Server, j: Server },
        by: "i",
        guard: (s, { i, j }) => s.server[i].role === "leader" && i !== j,
        effect: (s, { i, j }) => {
          appendTo(s, i, j, 0);
        },
      },

      rejectAppendEntriesRequest: {
        params: { m: network.any("AppendEntriesRequest") },
        by: ({ m }) => m.to,
        guard: (s, { m }) => {
          const { currentTerm, role, log } = s.server[m.to];
          if (m.term === currentTerm) return role === "follower" && !holds(log, m.prevLogIndex, m.prevLogTerm);
          return m.term < currentTerm;
        },
        effect: (s, { m }) => {
          const { currentTerm } = s.server[m.to];
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
          previousEntryMatches: (s, { m }) => holds(s.server[m.to].log, m.prevLogIndex, m.prevLogTerm),
        },
        effect: (s, { m }) => {
          const self = s.server[m.to];
          const matchIndex = m.prevLogIndex + m.entries.length;
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

      /** An entry is committed, with all before it, once a majority stores it: sections 5.3 and 5.4.2. */
      advanceCommitIndex: {
        params: { i: Server, index: Index },
        by: "i",
        guard: {
          leader: (s, { i }) => s.server[i].role === "leader",
          further: (s, { i, index }) => index > s.server[i].commitIndex && index <= s.server[i].log.length,
          stored: (s, { i, index }) => isQuorum(Server.count((j) => j === i || s.server[i].matchIndex[j] >= index)),
          ownTerm: (s, { i, index }) => s.server[i].log[index - 1].term === s.server[i].currentTerm,
        },
        effect: (s, { i, index }) => {
          const self = s.server[i];
          self.commitIndex = index;
          for (const { term, value } of self.log.slice(s.history.committed.length, index)) {
            s.history.committed.push({ term, value, by: self.currentTerm });
          }
        },
      },

      // Of all messages: section 5.1.

      /** Whoever hears of a later term is in it. The message stays in flight, and is next received in its term. */
      updateTerm: {
        params: { m: network.any() },
        by: ({ m }) => m.to,
        guard: (s, { m }) => m.term > s.server[m.to].currentTerm,
        effect: (s, { m }) => {
          const self = s.server[m.to];
          self.currentTerm = m.term;
          self.votedFor = null;
          becomeFollower(self);
        },
      },

      /** A response of an earlier term, or to what its receiver no longer is, or one that does not help a candidate. */
      dropStaleResponse: {
        params: { m: network.any() },
        by: ({ m }) => m.to,
        guard: (s, { m }) => {
          const { currentTerm, role } = s.server[m.to];
          if (m.type === "RequestVoteResponse") return m.term < currentTerm || (m.term === currentTerm && (role !== "candidate" || !m.granted));
          return m.type === "AppendEntriesResponse" && (m.term < currentTerm || (m.term === currentTerm && role !== "leader"));
        },
        effect: (s, { m }) => {
          s.network.consume(m);
        },
      },

      // The environment.

      restart: { ...restarts(server, volatile), when: constants.crashes ?? false },
      dropMessage: { ...loses(network), when: constants.loss ?? false },
      duplicateMessage: { ...duplicates(network, { copies: constants.copies ?? 1 }), when: (constants.copies ?? 1) > 1 },
    },

    // Figure 3 of the paper.

    invariants: {
      /** At most one leader is elected in a term. */
      electionSafety: (s) => Term.every((term) => s.history.leaders[term].size <= 1),

      /** Two logs that have an entry of the same index and term are the same up to it. */
      logMatching: (s) =>
        Server.every((i) => Server.every((j) => i === j || isSameUpToLastInCommon(s.server[i].log, s.server[j].log))),

      /** What is committed in one term is in the logs of the leaders of all later ones. */
      leaderCompleteness: (s) =>
        Server.every((i) => {
          const { role, currentTerm, log } = s.server[i];
          return role !== "leader" || s.history.committed.every((entry, k) => currentTerm <= entry.by || isSame(log[k], entry));
        }),

      /** What a server takes to be committed, and so applies, is what any other applies at that index. */
      stateMachineSafety: (s) =>
        Server.every((i) => {
          const { log, commitIndex } = s.server[i];
          return Index.every((index) => index > commitIndex || isSame(log[index - 1], s.history.committed[index - 1]));
        }),
    },

    steps: {
      /** A leader neither overwrites nor deletes entries of its log. */
      leaderAppendOnly: (before, after) =>
        Server.every((i) => before.server[i].role !== "leader" || isPrefix(before.server[i].log, after.server[i].log)),

      /** What a server takes to be committed stays in its log, whatever it forgets. */
      committedNeverChanges: (before, after) =>
        Server.every((i) => isPrefix(before.server[i].log.slice(0, before.server[i].commitIndex), after.server[i].log)),
    },

    witnesses: {
      leaderInTerm2: (s) => Server.some((i) => s.server[i].role === "leader" && s.server[i].currentTerm === 2),

      committed: (s) => s.history.committed.length > 0,

      /** An entry that no leader could commit by counting, in its own term or later, is committed with one that could be. */
      olderTermCommitted: (s) => s.history.committed.some((entry) => entry.term < entry.by),

      /** A follower is about to give up an entry: it has received another for the place. */
      truncation: (s) =>
        s.network.where({ type: "AppendEntriesRequest" }).some((m) => {
          const { currentTerm, role, log } = s.server[m.to];
          const isAccepted = m.term === currentTerm && role === "follower" && holds(log, m.prevLogIndex, m.prevLogTerm);
          return isAccepted && conflicts(log, m.prevLogIndex, m.entries);
        }),

      /** A leader is about to step down: it has received a message of a later term. */
      leaderStepsDown: (s) =>
        s.network.some((m) => s.server[m.to].role === "leader" && m.term > s.server[m.to].currentTerm),
    },
  });
};
