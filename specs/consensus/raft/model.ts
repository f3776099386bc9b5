// What the parts of the spec have in common: the domains and the state of a cluster, what a quorum is, and who is to follow.
import type { Id } from "../../language/index.ts";
import { isQuorumOf, latest, noConfiguration } from "./configuration.ts";
import { forgetLeader, preVoterOf } from "./pre-vote-state.ts";
import { type Constants, type Draft, raftState, type ServerId } from "./raft-state.ts";
import { stopReading } from "./reading-state.ts";
import { compactorOf } from "./snapshot-state.ts";

export const modelOf = (constants: Constants) => {
  const { Server, ...rest } = raftState(constants);

  const isFixed = constants.membership === undefined;
  const firstMembers = Server.values.slice(0, constants.members);

  /** Whether those for which it holds are a majority, for a server with the given log. */
  const isQuorum = (log: readonly unknown[], isFor: (j: ServerId) => boolean) =>
    isFixed ? Server.count(isFor) * 2 > constants.servers : isQuorumOf(latest(log, firstMembers), isFor);

  const entryOf = (term: number, value: Id<"value">) => ({ term, value, ...(isFixed ? {} : noConfiguration) });

  /** Up to which index a server has only a snapshot, and no entries. */
  const compacted = (self: object) => (constants.snapshots ? compactorOf(self).snapshotIndex : 0);

  const becomeFollower = (self: Draft["server"][ServerId]) => {
    self.role = "follower";
    self.votesGranted.clear();
    for (const j of Server) {
      self.nextIndex[j] = 1;
      self.matchIndex[j] = 0;
    }
    if (constants.preVote) forgetLeader(self);
    if (constants.reads !== undefined) stopReading(self);
  };

  const becomeCandidate = (self: Draft["server"][ServerId], i: ServerId) => {
    self.role = "candidate";
    self.currentTerm += 1;
    self.votedFor = i;
    self.votesGranted.assign([i]);
    if (constants.preVote) forgetLeader(self);
  };

  /** A follower has received something of the leader of its term. */
  const hearLeader = (self: object) => {
    if (!constants.preVote) return;
    forgetLeader(self);
    preVoterOf(self).hearsLeader = true;
  };

  return { ...rest, Server, firstMembers, isQuorum, entryOf, compacted, becomeFollower, becomeCandidate, hearLeader };
};

export type Model = ReturnType<typeof modelOf>;
