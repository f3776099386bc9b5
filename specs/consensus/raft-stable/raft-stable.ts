/**
 * Raft at rest: what is bound to happen once messages flow, nobody crashes, and one server alone times out.
 *
 * Before that, for as long as it takes, anything may happen: servers time out, crash, are elected and deposed, and append; answers
 * get lost. Then the cluster settles. If from some point on the log of the one server is at least as up-to-date as those of a
 * majority, it is elected, stays leader and commits its log. Otherwise it never wins, and nobody else tries: `couldNotWin`.
 *
 * To be read in this order: cluster-state.ts, steps.ts; then the properties below, and numbered-terms.ts.
 *
 * Source:     Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC 2014: section 5.6 on what
 *             timing Raft needs, section 8 on the blank entry that a leader begins its term with.
 * Simplified: An exchange of two servers is one step, as in ../raft/coarse.ts: nothing that is sent arrives late, though answers may
 *             be lost. A leader sends all of its log at once, so that nothing need be tried again further back. Only a leader
 *             knows what is committed. Before the cluster settles logs hold so many entries at most; afterwards one is added for
 *             each election of the one server.
 *             Terms have no end, and no state is cut: only their order is kept. A term is a rank, the number of those that are
 *             known and less, plus one; known are the servers' own and those of entries. That is sound, since no condition and
 *             no effect asks more of two terms than which is greater, but for one: to time out is to add one, and the sum may
 *             be known or not. Ranks do not say, and so allow either. So each step with numbers is one with ranks, which
 *             numbered-terms.ts has the checker confirm up to a greatest term; the same actions, for the same servers, are
 *             possible before and after; and once settled, what changes a state changes its ranks, too, since whoever times out
 *             has been answered by all. So a fair run with numbers is a fair run with ranks, and what all of these come to, all
 *             of those do. The converse need not hold: with ranks a server may time out for ever without catching up with
 *             another's term.
 * Verified:   190,974 states with three servers and logs of one entry before the cluster settles; 11,021 with empty logs. No other
 *             count is known.
 */
import { eventuallyAlways, type Id, spec } from "../../language/index.ts";
import { durable, type Stable, type State, termsOf, volatile } from "./cluster-state.ts";
import { stableModel, stableSteps } from "./steps.ts";

export const raftStable = (constants: Stable) => {
  const model = stableModel(constants);
  const { Server, state, lone, couldWin, hasOwnEntry } = model;

  const leads = (s: State) => s.server[lone].role === "leader";
  const isOther = (i: Id<"server">) => i !== lone;

  return spec({
    name: "raft-stable",

    state,

    init: { server: { ...durable, ...volatile }, isSettled: false },

    actions: stableSteps(model),

    invariants: {
      /** There is at most one leader in a term. */
      electionSafety: (s) =>
        Server.every((i) =>
          Server.every(
            (j) =>
              i === j ||
              s.server[i].role !== "leader" ||
              s.server[j].role !== "leader" ||
              s.server[i].currentTerm !== s.server[j].currentTerm,
          ),
        ),

      /** Two logs that have an entry of the same index and term are the same up to it. */
      logMatching: (s) =>
        Server.every((i) =>
          Server.every((j) => {
            const [one, other] = [s.server[i].log, s.server[j].log];
            let count = Math.min(one.length, other.length);
            while (count > 0 && one[count - 1].term !== other[count - 1].term) count--;
            return one.slice(0, count).every(({ term }, k) => term === other[k].term);
          }),
        ),

      /** Ranks count the terms that are known. */
      ranksHaveNoGaps: (s) => termsOf(s, model).every((term, k) => term === k + 1),
    },

    // Once settled: an exchange that is possible takes place, and whoever can goes on.
    fairness: {
      timeOut: { weak: ["i"] },
      requestVote: { weak: ["i", "j"] },
      becomeLeader: { weak: ["i"] },
      append: { weak: ["i"] },
      replicate: { weak: ["i", "j"] },
      commit: { weak: ["i"] },
    },

    liveness: {
      /** One server that could win is elected, and stays leader, whoever was before and in whatever term. */
      elected: eventuallyAlways((s) => !s.isSettled || !couldWin(s, lone) || leads(s)),

      /** Then it commits all that it has, an entry of its own included. */
      commits: eventuallyAlways(
        (s) => !s.isSettled || !couldWin(s, lone) || (leads(s) && hasOwnEntry(s, lone) && s.server[lone].isCommitted),
      ),
    },

    witnesses: {
      committed: (s) => s.isSettled && s.server[lone].isCommitted,

      /** A leader of old is in a later term than the one that is elected now. */
      laterLeader: (s) =>
        s.isSettled &&
        leads(s) &&
        Server.some((i) => isOther(i) && s.server[i].role === "leader" && s.server[i].currentTerm > s.server[lone].currentTerm),

      /** A majority has what the one server lacks, and none of them will time out. */
      couldNotWin: (s) => s.isSettled && !couldWin(s, lone),
    },
  });
};
