// What a raft cluster consists of when it is seen from far: an exchange of two servers is one step, and of terms counts only their
// order, so that there may be any number of them.
import {
  boolean,
  ids,
  listOf,
  mapOf,
  oneOf,
  optional,
  type Read,
  range,
  record,
  setOf,
  type Write,
} from "../../language/index.ts";

export interface Stable {
  readonly servers: number;
  /** The most entries that a log holds before the cluster has settled. */
  readonly entries: number;
  /** Terms are numbers, up to this one. Without it they are ranks: how many different terms are known that are less. */
  readonly terms?: number;
}

export const stableState = (constants: Stable) => {
  const Server = ids("server", constants.servers);
  /** The entries before, and one for each time that the one server is elected: any other can send it back once. */
  const entries = constants.entries + constants.servers;
  /** As many ranks as there can be terms known at once: of the servers, and of the entries of all their logs. */
  const Term = range(0, constants.terms ?? constants.servers * (1 + entries));

  const server = mapOf(
    Server,
    record({
      // On disk.
      currentTerm: Term,
      votedFor: optional(Server),
      log: listOf(record({ term: Term }), { atMost: entries }),
      // Lost in a crash.
      role: oneOf("follower", "candidate", "leader"),
      /** Of a candidate: who has answered it, and who has voted for it. */
      answers: setOf(Server),
      votes: setOf(Server),
      /** Of a leader: who is known to have stored all of its log, and whether that is committed. */
      stored: setOf(Server),
      isCommitted: boolean,
    }),
  );

  const state = {
    server,
    /** From now on messages flow, nobody crashes, and the first server alone times out. */
    isSettled: boolean,
  };

  return { Server, Term, server, state };
};

export const durable = { currentTerm: 0, votedFor: null, log: [] } as const;

export type State = Read<ReturnType<typeof stableState>["state"]>;
export type Draft = Write<ReturnType<typeof stableState>["state"]>;

/** The terms that any server knows of, its own or an entry's, in their order; 0, in which nobody is elected, is not one. */
export const termsOf = ({ server }: State, { Server }: Pick<ReturnType<typeof stableState>, "Server">): number[] => {
  const all = new Set<number>();
  for (const i of Server) {
    all.add(server[i].currentTerm);
    for (const { term } of server[i].log) all.add(term);
  }
  all.delete(0);
  return [...all].sort((one, other) => one - other);
};

/** From 1 on, without gaps. */
export const rankIn = (terms: readonly number[], term: number): number => terms.indexOf(term) + 1;

export const volatile = { role: "follower", answers: [], votes: [], stored: [], isCommitted: false } as const;
