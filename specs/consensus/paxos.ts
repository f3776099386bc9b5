/**
 * Paxos: acceptors that may crash agree on one value by exchanging messages that may be lost, late or repeated.
 *
 * Each ballot has a leader, who proposes at most one value in it. Phase 1: the leader asks (1a), and acceptors promise to take
 * part in no lesser ballot and report their latest vote (1b). Phase 2: the leader proposes a value that the promises of a
 * quorum show to be safe (2a), and acceptors vote for it (2b) unless they have promised otherwise since. A value is chosen
 * once a quorum has voted for it in one ballot.
 *
 * Source:     Lamport, "The Part-Time Parliament", ACM TOCS 16(2), 1998, and "Paxos Made Simple", 2001;
 *             Paxos.tla of tlaplus/Examples, whose actions and messages these are.
 * Simplified: as there, a ballot is its leader: who proposes is known by the ballot, what it has proposed by the 2a it has
 *             sent, and it keeps nothing else. Messages are never lost, but need never be received, which for what is safe
 *             comes to the same. The quorums are the majorities. Added are acceptors that crash and restart; and what fair
 *             runs come to, as far as finitely many ballots can tell: with one more, any run can go on undecided (Fischer,
 *             Lynch and Paterson, JACM 32(2), 1985, say that some must), and in the last ballot nobody interferes.
 * Verified:   25 states with 1 acceptor, 1 value and 2 ballots, 3,921 with 3 acceptors, 2 values and 2 ballots, as by TLC
 *             (manifest.json of tlaplus/Examples, in two folders); 185,369 with 3 ballots, for which TLC was run.
 */
import {
  type Id,
  ids,
  instance,
  leadsTo,
  majorities,
  mapOf,
  optional,
  type Read,
  range,
  record,
  refinement,
  restarts,
  sentMessages,
  spec,
  when,
} from "../language/index.ts";
import { voting } from "./voting.ts";

export interface Paxos {
  readonly acceptors: number;
  readonly values: number;
  readonly ballots: number;
  readonly crashes?: boolean;
  /** Messages arrive at last, and are answered: what is then bound to happen. */
  readonly live?: boolean;
}

export const paxos = (constants: Paxos) => {
  const Acceptor = ids("acceptor", constants.acceptors);
  const Value = ids("value", constants.values);
  const Ballot = range(0, constants.ballots - 1);
  const BallotOrNone = range(-1, constants.ballots - 1);
  const Quorum = majorities(Acceptor);

  const messages = sentMessages({
    "1a": { bal: Ballot },
    "1b": { bal: Ballot, acc: Acceptor, mbal: BallotOrNone, mval: optional(Value) },
    "2a": { bal: Ballot, val: Value },
    "2b": { bal: Ballot, acc: Acceptor, val: Value },
  });

  const acceptor = mapOf(
    Acceptor,
    record({
      /** The greatest ballot that it has taken part in. */
      maxBal: BallotOrNone,
      /** The ballot of its latest vote, and the value. */
      maxVBal: BallotOrNone,
      maxVal: optional(Value),
    }),
  );
  /** All of it is on disk before the message leaves that tells of it, */
  const durable = { maxBal: -1, maxVBal: -1, maxVal: null };
  /** so that there is nothing left for a crash to take. */
  const volatile = {};

  const state = { acceptor, messages };
  type State = Read<typeof state>;

  const promisesIn = (s: State, bal: number) => s.messages.where({ type: "1b", bal });

  /** The latest vote that they report, if they report any, was for the value. */
  const showSafe = (promises: ReturnType<typeof promisesIn>, val: Id<"value">) => {
    const latest = Math.max(...promises.map((m) => m.mbal));
    return latest === -1 || promises.some((m) => m.mbal === latest && m.mval === val);
  };

  const chosenAt = (s: State, bal: number, val: Id<"value">) =>
    Quorum.some((quorum) => quorum.every((acc) => s.messages.has({ type: "2b", bal, acc, val })));

  const chosen = (s: State) => Value.filter((val) => Ballot.some((bal) => chosenAt(s, bal, val)));

  return spec({
    name: "paxos",

    state,

    symmetric: [Acceptor, Value],

    init: { acceptor: { ...durable, ...volatile }, messages: [] },

    actions: {
      /** The leader of a ballot begins it. */
      phase1a: {
        params: { bal: Ballot },
        effect: (s, { bal }) => {
          s.messages.add({ type: "1a", bal });
        },
      },

      /** An acceptor promises to take no part in a lesser ballot, and reports its latest vote. */
      phase1b: {
        params: { acc: Acceptor, m: messages.any("1a") },
        by: "acc",
        guard: (s, { acc, m }) => m.bal > s.acceptor[acc].maxBal,
        effect: (s, { acc, m }) => {
          const { maxVBal, maxVal } = s.acceptor[acc];
          s.acceptor[acc].maxBal = m.bal;
          s.messages.add({ type: "1b", bal: m.bal, acc, mbal: maxVBal, mval: maxVal });
        },
      },

      /** The leader of a ballot proposes a value in it, its own if the promises leave it free. */
      phase2a: {
        params: { bal: Ballot, val: Value },
        guard: {
          nothingProposed: (s, { bal }) => s.messages.where({ type: "2a", bal }).length === 0,
          valueSafe: (s, { bal, val }) =>
            Quorum.some((quorum) => {
              const promises = promisesIn(s, bal).filter((m) => quorum.includes(m.acc));
              return quorum.every((acc) => promises.some((m) => m.acc === acc)) && showSafe(promises, val);
            }),
        },
        effect: (s, { bal, val }) => {
          s.messages.add({ type: "2a", bal, val });
        },
      },

      /** An acceptor votes for what is proposed, unless it has promised not to. */
      phase2b: {
        params: { acc: Acceptor, m: messages.any("2a") },
        by: "acc",
        guard: (s, { acc, m }) => m.bal >= s.acceptor[acc].maxBal,
        effect: (s, { acc, m }) => {
          s.acceptor[acc].maxBal = m.bal;
          s.acceptor[acc].maxVBal = m.bal;
          s.acceptor[acc].maxVal = m.val;
          s.messages.add({ type: "2b", bal: m.bal, acc, val: m.val });
        },
      },

      // The environment.

      /** To be down is to receive nothing for a while, so that a crash shows only in what the acceptor comes back without. */
      restart: { ...restarts(acceptor, volatile), when: constants.crashes ?? false },
    },

    invariants: {
      /** At most one value is chosen. */
      agreement: (s) => chosen(s).length <= 1,

      /** What is voted for was proposed, in that ballot. */
      validity: (s) => s.messages.where({ type: "2b" }).every(({ bal, val }) => s.messages.has({ type: "2a", bal, val })),

      /** An acceptor remembers its latest vote, since it must report it. */
      votesAreKept: (s) => s.messages.where({ type: "2b" }).every(({ bal, acc }) => bal <= s.acceptor[acc].maxVBal),
    },

    steps: {
      /** An acceptor that has promised to take part in a ballot votes in no lesser one. */
      promisesAreKept: (before, _after, { name, args }) =>
        name !== "phase2b" || before.messages.where({ type: "1b", acc: args.acc }).every(({ bal }) => bal <= args.m.bal),
    },

    // Nobody need begin a ballot; but what arrives is answered, and who has a quorum's promises proposes.
    fairness: { phase1b: "weak", phase2a: "weak", phase2b: "weak" },

    liveness: {
      /** A leader who is left alone, with a ballot above every promise, has a value chosen. */
      lastDecides: when(
        constants.live ?? false,
        leadsTo(
          (s) => s.messages.has({ type: "1a", bal: constants.ballots - 1 }),
          (s) => chosen(s).length > 0,
        ),
      ),
    },

    witnesses: {
      chosen: (s) => chosen(s).length > 0,

      /** Leaders duel: each has a quorum's promises, and loses them to the next, so that up to the last nothing is chosen. */
      duel: (s) =>
        chosen(s).length === 0 &&
        Ballot.every((bal) => Quorum.some((quorum) => quorum.every((acc) => promisesIn(s, bal).some((m) => m.acc === acc)))),

      /** A vote for another value is no obstacle, as long as it cannot win. */
      minorityOverruled: (s) =>
        chosen(s).length > 0 && s.messages.where({ type: "2b" }).some(({ val }) => !chosen(s).includes(val)),
    },

    refines: {
      /** The votes are those that were sent; a promise is a ballot given up. */
      voting: refinement(
        instance(voting, { acceptors: constants.acceptors, values: constants.values, ballots: constants.ballots }),
        (s) => ({
          acceptor: (acc) => ({
            votes: s.messages.where({ type: "2b", acc }).map(({ bal, val }) => ({ bal, val })),
            maxBal: s.acceptor[acc].maxBal,
          }),
        }),
      ),
    },
  });
};
