// What pre-vote needs besides: what a server knows of its leader's silence, and who would vote for it.
import { boolean, type Domain, type Id, setOf, type WriteSet } from "../../language/index.ts";

type ServerId = Id<"server">;

/** Lost in a crash, all of it: whoever restarts has heard from nobody. */
interface PreVoter {
  /** Whether it has heard from the leader of its term within the least time after which anybody stands for election. */
  hearsLeader: boolean;
  /** Of a server that asks whether it could win: who would vote for it in the next term, itself included. Empty, it does not ask. */
  readonly preVotes: WriteSet<ServerId>;
}

// It is part of the state only where pre-vote is; so its type does not know it.
export const preVoterOf = (self: object) => self as PreVoter;

export const preVoteFields = (Server: Domain<ServerId>) => ({ hearsLeader: boolean, preVotes: setOf(Server) });
export const preVoteVolatile = { hearsLeader: false, preVotes: [] };

/** It knows of no leader, and does not ask whether it could be one. */
export const forgetLeader = (self: object) => {
  const preVoter = preVoterOf(self);
  preVoter.hearsLeader = false;
  preVoter.preVotes.clear();
};
