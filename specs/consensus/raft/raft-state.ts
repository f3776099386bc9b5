// What a raft cluster consists of: servers, each with what it has on disk and what it knows, and messages between them.
import { boolean, ghost, ids, listOf, mapOf, oneOf, optional, range, type Read, record, setOf, unordered, type Write } from "../../language/index.ts";

export interface Constants {
  readonly servers: number;
  /** The terms that a leader can be elected in, from 1 on; before the first election all servers are in term 0. */
  readonly terms: number;
  /** The most entries that a log holds. */
  readonly entries: number;
  /** What a client may ask for; what it is matters to no server, so that one value will mostly do. */
  readonly values?: number;
  /** For how many messages there is room. */
  readonly inFlight: number;
  readonly crashes?: boolean;
  readonly loss?: boolean;
  /** A message is duplicated as long as there are fewer copies of it. */
  readonly copies?: number;
}

export const raftState = (constants: Constants) => {
  const Server = ids("server", constants.servers);
  const Value = ids("value", constants.values ?? 1);
  const Term = range(1, constants.terms);
  const TermOrNone = range(0, constants.terms);
  const Index = range(1, constants.entries);
  const IndexOrNone = range(0, constants.entries);
  const Entry = record({ term: Term, value: Value });

  const network = unordered({
    between: Server,
    messages: {
      RequestVoteRequest: { term: Term, lastLogTerm: TermOrNone, lastLogIndex: IndexOrNone },
      RequestVoteResponse: { term: Term, granted: boolean },
      AppendEntriesRequest: {
        term: Term,
        prevLogIndex: IndexOrNone,
        prevLogTerm: TermOrNone,
        entries: listOf(Entry, { atMost: 1 }),
        commitIndex: IndexOrNone,
      },
      AppendEntriesResponse: { term: Term, success: boolean, matchIndex: IndexOrNone },
    },
    // A step sends one message at most, and is checked before it is cut.
    atMost: constants.inFlight + 1,
  });

  const server = mapOf(
    Server,
    record({
      // On disk, before any message leaves that tells of it.
      currentTerm: TermOrNone,
      votedFor: optional(Server),
      log: listOf(Entry, { atMost: constants.entries }),
      // Lost in a crash.
      role: oneOf("follower", "candidate", "leader"),
      commitIndex: IndexOrNone,
      /** Of a candidate. */
      votesGranted: setOf(Server),
      /** Of a leader: what it sends next to each other server, and how far their logs are known to agree with its own. */
      nextIndex: mapOf(Server, range(1, constants.entries + 1)),
      matchIndex: mapOf(Server, IndexOrNone),
    }),
  );
  const durable = { currentTerm: 0, votedFor: null, log: [] } as const;
  const volatile = { role: "follower", commitIndex: 0, votesGranted: [], nextIndex: 1, matchIndex: 0 } as const;

  const history = ghost({
    /** Who was elected in each term. */
    leaders: mapOf(Term, setOf(Server)),
    /** What leaders took to be committed, each entry with the term of the leader that was first to do so. */
    committed: listOf(record({ term: Term, value: Value, by: Term }), { atMost: constants.entries }),
  });

  const state = { server, network, history };
  const init = { server: { ...durable, ...volatile }, network: [], history: { leaders: [], committed: [] } };
  return { Server, Value, Term, Index, Entry, network, server, durable, volatile, state, init };
};

type Schema = ReturnType<typeof raftState>["state"];
export type State = Read<Schema>;
export type Draft = Write<Schema>;
