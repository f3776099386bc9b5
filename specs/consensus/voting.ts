/**
 * Voting: acceptors choose a value by casting votes in numbered ballots; what a quorum votes for in one ballot is chosen.
 *
 * Any two quorums meet. So agreement holds if a vote is only ever cast for a value that is safe: no other was chosen, or
 * can still be, in a lesser ballot. An acceptor helps to make it so by giving up lesser ballots, which it never goes back to.
 *
 * Source:     Voting.tla of tlaplus/Examples (Lamport), whose definitions these are; it is the first refinement of "Byzantizing
 *             Paxos by Refinement", DISC 2011.
 * Simplified: acceptors see one another's votes and ballots at once; Paxos learns of them by messages. The quorums are the
 *             majorities. Ballots end: a real protocol never runs out of them.
 * Verified:   6,752 states with 3 acceptors, 2 values and 3 ballots; with 2 ballots 599, which are 77 up to the symmetry of
 *             acceptors and of values: as by TLC (manifest.json of tlaplus/Examples, in two folders).
 */
import {
  type Id,
  ids,
  instance,
  majorities,
  mapOf,
  type Read,
  range,
  record,
  refinement,
  setOf,
  spec,
} from "../language/index.ts";
import { consensus } from "./consensus.ts";

type Acceptor = Id<"acceptor">;
type Value = Id<"value">;

export const voting = (constants: { acceptors: number; values: number; ballots: number }) => {
  const Acceptor = ids("acceptor", constants.acceptors);
  const Value = ids("value", constants.values);
  const Ballot = range(0, constants.ballots - 1);
  const BallotOrNone = range(-1, constants.ballots - 1);
  const Quorum = majorities(Acceptor);

  const state = {
    acceptor: mapOf(
      Acceptor,
      record({
        /** All the votes that it has cast. */
        votes: setOf(record({ bal: Ballot, val: Value })),
        /** It casts no more votes in ballots less than this one. */
        maxBal: BallotOrNone,
      }),
    ),
  };
  type State = Read<typeof state>;

  const votedFor = (s: State, acc: Acceptor, bal: number, val: Value) => s.acceptor[acc].votes.has({ bal, val });

  const didNotVoteAt = (s: State, acc: Acceptor, bal: number) => Value.every((val) => !votedFor(s, acc, bal, val));

  const chosenAt = (s: State, bal: number, val: Value) =>
    Quorum.some((quorum) => quorum.every((acc) => votedFor(s, acc, bal, val)));

  const chosen = (s: State) => Value.filter((val) => Ballot.some((bal) => chosenAt(s, bal, val)));

  /** The acceptor has not voted in the ballot, and never will. */
  const cannotVoteAt = (s: State, acc: Acceptor, bal: number) => s.acceptor[acc].maxBal > bal && didNotVoteAt(s, acc, bal);

  /** Nothing but the value is chosen in the ballot, or will be. */
  const noneOtherChoosableAt = (s: State, bal: number, val: Value) =>
    Quorum.some((quorum) => quorum.every((acc) => votedFor(s, acc, bal, val) || cannotVoteAt(s, acc, bal)));

  const safeAt = (s: State, bal: number, val: Value) =>
    Ballot.every((lesser) => lesser >= bal || noneOtherChoosableAt(s, lesser, val));

  /**
   * What a quorum knows suffices to call the value safe in the ballot: its members have given up all lesser ballots, and the
   * latest vote that any of them cast in those, if there is one, was for this value.
   */
  const showsSafeAt = (s: State, quorum: readonly Acceptor[], bal: number, val: Value) =>
    quorum.every((acc) => s.acceptor[acc].maxBal >= bal) &&
    BallotOrNone.some(
      (latest) =>
        latest < bal &&
        (latest === -1 || quorum.some((acc) => votedFor(s, acc, latest, val))) &&
        Ballot.every((later) => later <= latest || later >= bal || quorum.every((acc) => didNotVoteAt(s, acc, later))),
    );

  return spec({
    name: "voting",

    state,

    symmetric: [Acceptor, Value],

    init: { acceptor: { votes: [], maxBal: -1 } },

    actions: {
      increaseMaxBal: {
        params: { acc: Acceptor, bal: Ballot },
        by: "acc",
        guard: (s, { acc, bal }) => bal > s.acceptor[acc].maxBal,
        effect: (s, { acc, bal }) => {
          s.acceptor[acc].maxBal = bal;
        },
      },

      voteFor: {
        params: { acc: Acceptor, bal: Ballot, val: Value },
        by: "acc",
        guard: {
          notGivenUp: (s, { acc, bal }) => s.acceptor[acc].maxBal <= bal,
          votesOnce: (s, { acc, bal }) => didNotVoteAt(s, acc, bal),
          othersAgree: (s, { acc, bal, val }) =>
            Acceptor.every((other) => other === acc || didNotVoteAt(s, other, bal) || votedFor(s, other, bal, val)),
          valueSafe: (s, { bal, val }) => Quorum.some((quorum) => showsSafeAt(s, quorum, bal, val)),
        },
        effect: (s, { acc, bal, val }) => {
          s.acceptor[acc].votes.add({ bal, val });
          s.acceptor[acc].maxBal = bal;
        },
      },
    },

    invariants: {
      /** At most one value is chosen. It follows from the two below, which voting keeps by the conditions of `voteFor`. */
      agreement: (s) => chosen(s).length <= 1,

      /** Every vote was, and still is, safe. */
      votesSafe: (s) => Acceptor.every((acc) => s.acceptor[acc].votes.every(({ bal, val }) => safeAt(s, bal, val))),

      oneValuePerBallot: (s) =>
        Ballot.every((bal) => Value.count((val) => Acceptor.some((acc) => votedFor(s, acc, bal, val))) <= 1),
    },

    steps: {
      /** A ballot that was given up stays so. */
      maxBalGrows: (before, after) => Acceptor.every((acc) => after.acceptor[acc].maxBal >= before.acceptor[acc].maxBal),
    },

    witnesses: {
      chosen: (s) => chosen(s).length > 0,

      /** A vote for another value is no obstacle, as long as it cannot win. */
      minorityOverruled: (s) =>
        chosen(s).length > 0 && Acceptor.some((acc) => s.acceptor[acc].votes.some(({ val }) => !chosen(s).includes(val))),

      /**
       * Everyone has come to the last ballot, there were votes in each before it, and nothing is chosen: however many ballots
       * there are, a run may spend them all. It is what finitely many can show of Fischer, Lynch and Paterson's theorem.
       */
      undecided: (s) =>
        chosen(s).length === 0 &&
        Acceptor.every((acc) => s.acceptor[acc].maxBal === constants.ballots - 1) &&
        Ballot.every((bal) => bal === constants.ballots - 1 || Acceptor.some((acc) => !didNotVoteAt(s, acc, bal))),
    },

    refines: {
      consensus: refinement(instance(consensus, { values: constants.values }), (s) => ({ chosen: chosen(s) })),
    },
  });
};
