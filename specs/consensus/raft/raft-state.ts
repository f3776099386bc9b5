// What a raft cluster consists of: servers, each with what it has on disk and what it knows, and messages between them.
import {
  boolean,
  ghost,
  type Id,
  type Initial,
  ids,
  listOf,
  mapOf,
  oneOf,
  optional,
  range,
  record,
  setOf,
  unordered,
  type Write,
} from "../../language/index.ts";
import { configurationFields } from "./configuration.ts";
import { preVoteFields, preVoteVolatile } from "./pre-vote-state.ts";
import { readGhosts, readingDurable, readingFields, readingVolatile } from "./reading-state.ts";
import { compactingDurable } from "./snapshot-state.ts";

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
  /** An election is one step, and so is what one server learns of the leader's log: no messages. */
  readonly coarse?: boolean;
  /** Whoever times out asks first whether it could win. With messages, and where nobody joins or leaves. */
  readonly preVote?: boolean;
  /** Servers join and leave, one at a time or, by joint consensus, any number at once. */
  readonly membership?: "single" | "joint";
  /** Logs are compacted, and snapshots sent where entries are gone. */
  readonly snapshots?: boolean;
  /** Reads that are not in the log, and how a leader makes sure that it may answer them: by lease in coarse steps only. */
  readonly reads?: "index" | "lease";
  /** With leases: how long clocks run. */
  readonly ticks?: number;
  /** How many servers are members at first; without it, all. */
  readonly members?: number;
}

/** What a server has on disk when it first starts. A crash leaves it as it is: only `volatile` goes back to what it was at first. */
export const durable = { currentTerm: 0, votedFor: null, log: [] } as const;
export const volatile = { role: "follower", commitIndex: 0, votesGranted: [], nextIndex: 1, matchIndex: 0 } as const;

/** An optional part: where it is not wanted it vanishes, be it state, messages or actions. */
export const given = <P extends object>(isWanted: boolean, part: () => P): P => (isWanted ? part() : ({} as P));

export const raftState = (constants: Constants) => {
  const Server = ids("server", constants.servers);
  const Value = ids("value", constants.values ?? 1);
  const Term = range(1, constants.terms);
  const TermOrNone = range(0, constants.terms);
  const Index = range(1, constants.entries);
  const IndexOrNone = range(0, constants.entries);
  const Entry = record({
    term: Term,
    value: Value,
    ...given<object>(constants.membership !== undefined, () => configurationFields(Server)),
  });

  const isCompacting = constants.snapshots ?? false;
  const isPreVoting = constants.preVote ?? false;

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
      ...given(isCompacting, () => ({
        InstallSnapshotRequest: { term: Term, entries: listOf(Entry, { atMost: constants.entries }) },
      })),
      ...given(isPreVoting, () => ({
        PreVoteRequest: { term: TermOrNone, lastLogTerm: TermOrNone, lastLogIndex: IndexOrNone },
        PreVoteResponse: { term: TermOrNone, granted: boolean },
      })),
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
      ...given<object>(isPreVoting, () => preVoteFields(Server)),
      ...given<object>(isCompacting, () => ({ snapshotIndex: IndexOrNone })),
      ...given<object>(constants.reads !== undefined, () => readingFields(Server, IndexOrNone, constants.ticks ?? 0)),
    }),
  );

  const history = ghost({
    /** Who was elected in each term. */
    leaders: mapOf(Term, setOf(Server)),
    /** What leaders took to be committed, each entry with the term of the leader that was first to do so. */
    committed: listOf(record({ term: Term, value: Value, by: Term }), { atMost: constants.entries }),
    ...given<object>(constants.reads !== undefined, () => readGhosts(Server, IndexOrNone)),
  });

  const state = { server, network, history };
  const ofParts = {
    ...given<object>(isPreVoting, () => preVoteVolatile),
    ...given<object>(constants.reads !== undefined, () => readingVolatile),
  };
  const atFirst = {
    ...durable,
    ...given<object>(isCompacting, () => compactingDurable),
    ...given<object>(constants.reads !== undefined, () => readingDurable),
    ...volatile,
    ...ofParts,
  };
  const noReads = given<object>(constants.reads !== undefined, () => ({ reads: { mustSee: 0, saw: null } }));
  const init = { server: atFirst, network: [], history: { leaders: [], committed: [], ...noReads } };

  return { constants, Server, Value, Term, Index, network, server, state, init, volatile: { ...volatile, ...ofParts } };
};

export type ServerId = Id<"server">;
export type Schema = ReturnType<typeof raftState>["state"];
/** A server, as `init` gives it. */
export type InitialServer = Initial<Schema["server"]["values"]["fields"]>;
export type Draft = Write<Schema>;
