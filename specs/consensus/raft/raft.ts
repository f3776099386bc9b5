/**
 * Raft: servers keep a log of what clients ask for, the same on all of them, though messages get lost and servers crash.
 *
 * A leader is elected for a term by a majority, which votes for one candidate only and for none whose log lacks what the voter
 * has. The leader appends the requests of clients to its log and has all others store the same: an entry is accepted only
 * where the one before it agrees. What a majority has stored in the leader's own term is committed, with all before it, and is
 * in the log of every leader to come.
 *
 * To be read in this order: raft-state.ts, election.ts, replication.ts, leadership.ts and terms.ts; then the properties below.
 * What constants turn on stands by itself: pre-vote.ts, membership.ts, snapshots.ts, reads.ts; coarse.ts does without messages.
 *
 * Source:     Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC 2014; the sections below
 *             are its. Ongaro's raft.tla, whose actions and messages these are.
 *             The parts, from Ongaro's thesis (Stanford, 2014): pre-vote.ts, membership.ts, reads.ts; snapshots.ts from the
 *             paper's section 7.
 * Simplified: a candidate votes for itself at once, as in the paper and unlike raft.tla; what grants or accepts has an action of its
 *             own, as has what refuses. Of what a server knows as candidate or leader nothing is kept once it is neither: it
 *             would be set anew before its next use. A message holds one entry at most. A server that has crashed is up again
 *             at once, since being down is the same as receiving nothing. Terms and logs end.
 * Verified:   39,448,739 states with three servers that crash, two terms, two entries and two messages in flight, 6,576,022 up to
 *             which server is which; 20,279 with two servers and a network that loses and duplicates, by both engines. Of the
 *             parts, with servers that crash: pre-vote in 1,493,623 states, snapshots in 3,538,923, reads by index in 3,975,047,
 *             by lease, in coarse steps, in 6,736,639; of membership, in coarse steps and without crashes, single changes in
 *             56,714 and joint consensus in 36,021. No other count is known.
 */
import { duplicates, loses, restarts, spec, when } from "../../language/index.ts";
import { coarse } from "./coarse.ts";
import { latest, latestIndex } from "./configuration.ts";
import { election } from "./election.ts";
import { leadership } from "./leadership.ts";
import { agree, agreeUpToLastInCommon, conflicts, holds, isSame } from "./log.ts";
import { jointConsensus, removal, singleServerChanges } from "./membership.ts";
import { modelOf } from "./model.ts";
import { couldWin, isSecure, preVote } from "./pre-vote.ts";
import { type Constants, given } from "./raft-state.ts";
import { readsOf } from "./reading-state.ts";
import { readsByIndex, readsByLease } from "./reads.ts";
import { replication } from "./replication.ts";
import { snapshots } from "./snapshots.ts";
import { terms } from "./terms.ts";

export const raft = (constants: Constants) => {
  const model = modelOf(constants);
  const { Server, Term, network, server, state, init, volatile } = model;
  return spec({
    name: "raft",

    state,

    symmetric: [Server],

    init,

    actions: {
      ...given(!constants.coarse, () => ({ ...election(model), ...replication(model), ...terms(model) })),
      ...leadership(model),
      ...given(constants.coarse ?? false, () => coarse(model)),
      ...given(constants.preVote ?? false, () => preVote(model)),
      ...given(constants.snapshots ?? false, () => snapshots(model)),
      ...given(constants.membership === "single", () => singleServerChanges(model)),
      ...given(constants.membership === "joint", () => jointConsensus(model)),
      ...given(constants.membership !== undefined, () => removal(model)),
      ...given(constants.reads === "index", () => readsByIndex(model)),
      ...given(constants.reads === "lease", () => readsByLease(model)),

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
        Server.every((i) => Server.every((j) => i === j || agreeUpToLastInCommon(s.server[i].log, s.server[j].log))),

      /** What is committed in one term is in the logs of the leaders of all later ones. */
      leaderCompleteness: (s) =>
        Server.every((i) => {
          const { role, currentTerm, log } = s.server[i];
          return role !== "leader" || s.history.committed.every((entry, k) => currentTerm <= entry.by || isSame(log[k], entry));
        }),

      /** What a server takes to be committed, and so applies, is what any other applies at that index. */
      stateMachineSafety: (s) => Server.every((i) => agree(s.server[i].log, s.history.committed, s.server[i].commitIndex)),

      /** A read sees all that was committed when it began, and so all that any earlier read has seen. */
      readsLinearizable: when(constants.reads !== undefined, (s) =>
        Server.every((i) => {
          const { mustSee, saw } = readsOf(s)[i];
          return saw === null || saw >= mustSee;
        }),
      ),
    },

    steps: {
      /** A leader neither overwrites nor deletes entries of its log, as long as it is in its term. */
      leaderAppendOnly: (before, after) =>
        Server.every((i) => {
          const { role, currentTerm, log } = before.server[i];
          return (
            role !== "leader" || after.server[i].currentTerm !== currentTerm || agree(log, after.server[i].log, log.length)
          );
        }),

      /** What a server takes to be committed stays in its log, whatever it forgets. */
      committedNeverChanges: (before, after) =>
        Server.every((i) => agree(before.server[i].log, after.server[i].log, before.server[i].commitIndex)),

      /** With pre-vote, a server that a majority would not vote for brings no new term into being. */
      newTermCouldBeWon: when(constants.preVote ?? false, (before, after) =>
        Server.every((i) => {
          const isNew = Server.every((j) => before.server[j].currentTerm < after.server[i].currentTerm);
          return !isNew || couldWin(model, before.server[i]);
        }),
      ),

      /** With pre-vote, a leader that a majority hears stays, unless one of them hears nothing for a while, or crashes. */
      heardLeaderStays: when(constants.preVote ?? false, (before, after, { name }) =>
        Server.every(
          (i) => name === "silence" || name === "restart" || !isSecure(model, before, i) || isSecure(model, after, i),
        ),
      ),
    },

    witnesses: {
      /** A follower is about to install a snapshot of something that it lacks. */
      snapshotInstalled: when(constants.snapshots ?? false, (s) =>
        s.network.where({ type: "InstallSnapshotRequest" }).some((m) => {
          const { currentTerm, role, commitIndex } = s.server[m.to];
          return m.term === currentTerm && role === "follower" && commitIndex < m.entries.length;
        }),
      ),

      couldWin: when(constants.preVote ?? false, (s) => Server.some((i) => couldWin(model, s.server[i]))),

      preVoteRefused: when(
        constants.preVote ?? false,
        (s) => s.network.where({ type: "PreVoteResponse", granted: false }).length > 0,
      ),

      read: when(constants.reads !== undefined, (s) => Server.some((i) => readsOf(s)[i].saw === 1)),

      membershipChanged: when(constants.membership !== undefined, (s) =>
        Server.some((i) => {
          const { log, commitIndex } = s.server[i];
          return latestIndex(log) > 0 && latestIndex(log) <= commitIndex && latest(log, Server.values).leaving === null;
        }),
      ),

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
      leaderStepsDown: (s) => s.network.some((m) => s.server[m.to].role === "leader" && m.term > s.server[m.to].currentTerm),
    },
  });
};
