// Reads that need no entry in the log, and are linearizable all the same: section 6.4 of Ongaro's thesis. Before it answers, a
// leader makes sure that it was still the leader when the read began: by hearing from a majority since (read index), or because
// a majority promised not to vote for a while that, by any clock, is not over (lease). Here what passes between a leader and one
// other server for this is one step.
import type { Model } from "./model.ts";
import { actions } from "./part.ts";
import type { Draft, ServerId } from "./raft-state.ts";
import { DRIFT, readerOf, readsOf, stopReading, TIMEOUT } from "./reading-state.ts";

interface Leader {
  readonly role: string;
  readonly log: readonly { readonly term: number }[];
  readonly commitIndex: number;
  readonly currentTerm: number;
}
/** Until a leader has committed an entry of its own term, it does not know what others have committed before it. */
const hasCommittedInItsTerm = ({ log, commitIndex, currentTerm }: Leader) =>
  commitIndex > 0 && log[commitIndex - 1].term === currentTerm;

const begin = (s: Draft, i: ServerId) => {
  readsOf(s)[i].mustSee = s.history.committed.length;
  readsOf(s)[i].saw = null;
};

/** The leader hears from another server, which so knows of no later term. */
const confirm = ({ becomeFollower }: Model, s: Draft, i: ServerId, j: ServerId) => {
  const other = s.server[j];
  if (other.currentTerm < s.server[i].currentTerm) {
    other.currentTerm = s.server[i].currentTerm;
    other.votedFor = null;
    becomeFollower(other);
  }
  readerOf(s.server[i]).heardFrom.add(j);
};

export const readsByIndex = (model: Model) =>
  actions({
    beginRead: {
      params: { i: model.Server },
      by: "i",
      guard: {
        leader: (s, { i }) => s.server[i].role === "leader" && !readerOf(s.server[i]).reading,
        ownTermCommitted: (s, { i }) => hasCommittedInItsTerm(s.server[i]),
      },
      effect: (s, { i }) => {
        const reader = readerOf(s.server[i]);
        reader.reading = true;
        reader.readIndex = s.server[i].commitIndex;
        reader.heardFrom.assign([i]);
        begin(s, i);
      },
    },

    confirmLeadership: {
      params: { i: model.Server, j: model.Server },
      by: "i",
      guard: (s, { i, j }) => i !== j && readerOf(s.server[i]).reading && s.server[j].currentTerm <= s.server[i].currentTerm,
      effect: (s, { i, j }) => {
        confirm(model, s, i, j);
      },
    },

    serveRead: {
      params: { i: model.Server },
      by: "i",
      guard: {
        reading: (s, { i }) => readerOf(s.server[i]).reading,
        heardFromMajority: (s, { i }) => model.isQuorum(s.server[i].log, (j) => readerOf(s.server[i]).heardFrom.has(j)),
      },
      effect: (s, { i }) => {
        readsOf(s)[i].saw = readerOf(s.server[i]).readIndex;
        stopReading(s.server[i]);
      },
    },
  });

export const readsByLease = (model: Model) =>
  actions({
    /** Time passes, by one server's clock; no clock runs away from another. */
    tick: {
      environment: true,
      params: { i: model.Server },
      guard: {
        timeLeft: (s, { i }) => readerOf(s.server[i]).clock < (model.constants.ticks ?? 0),
        drift: (s, { i }) => model.Server.every((j) => readerOf(s.server[i]).clock + 1 - readerOf(s.server[j]).clock <= DRIFT),
      },
      effect: (s, { i }) => {
        readerOf(s.server[i]).clock += 1;
      },
    },

    /** A leader asks for a lease, from now on; it also promises itself not to vote for others. */
    requestLease: {
      params: { i: model.Server },
      by: "i",
      guard: (s, { i }) => s.server[i].role === "leader",
      effect: (s, { i }) => {
        const reader = readerOf(s.server[i]);
        reader.heardFrom.assign([i]);
        reader.leaseFrom = reader.clock;
        reader.promisedUntil = reader.clock + TIMEOUT;
      },
    },

    promise: {
      params: { i: model.Server, j: model.Server },
      by: "j",
      guard: (s, { i, j }) =>
        i !== j && readerOf(s.server[i]).heardFrom.has(i) && s.server[j].currentTerm <= s.server[i].currentTerm,
      effect: (s, { i, j }) => {
        confirm(model, s, i, j);
        readerOf(s.server[j]).promisedUntil = readerOf(s.server[j]).clock + TIMEOUT;
      },
    },

    /** The clock of whoever promised last may be ahead of the leader's, and have been behind it when the lease began. */
    readByLease: {
      params: { i: model.Server },
      by: "i",
      guard: {
        ownTermCommitted: (s, { i }) => s.server[i].role === "leader" && hasCommittedInItsTerm(s.server[i]),
        promised: (s, { i }) => model.isQuorum(s.server[i].log, (j) => readerOf(s.server[i]).heardFrom.has(j)),
        inTime: (s, { i }) => readerOf(s.server[i]).clock < readerOf(s.server[i]).leaseFrom + TIMEOUT - 2 * DRIFT,
      },
      effect: (s, { i }) => {
        begin(s, i);
        readsOf(s)[i].saw = s.server[i].commitIndex;
      },
    },
  });
