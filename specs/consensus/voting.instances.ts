// Voting at small sizes, and the mistakes that its properties exclude.
import { instancesOf, mutant } from "../language/index.ts";
import { voting } from "./voting.ts";

export { voting };

const instance = instancesOf(import.meta.url);

/** Why a state in which no acceptor can do more is no mistake: a protocol would go on in the next ballot. */
const deadlockAllowed = "the ballots have run out";

// `generated` is not TLC's: it takes VoteFor once for each quorum that shows the value safe, and for each of its members that
// voted for it last. Here neither is a parameter of the action.
export const oneBallot = instance(
  voting,
  { acceptors: 3, values: 2, ballots: 1 },
  { deadlockAllowed, outOfReach: ["minorityOverruled"], expect: { states: 40, generated: 103, depth: 6 } },
);
/** TLC counts 77 states for Paxos/MCVoting.cfg of tlaplus/Examples, which is the same up to symmetry. */
export const twoBallots = instance(
  voting,
  { acceptors: 3, values: 2, ballots: 2 },
  { deadlockAllowed, expect: { states: 599, generated: 2_080, depth: 11 } },
);
/** States and depth as TLC counts MCVoting.cfg: tlaplus/Examples, PaxosHowToWinATuringAward/manifest.json. */
export const threeBallots = instance(
  voting,
  { acceptors: 3, values: 2, ballots: 3 },
  { deadlockAllowed, expect: { states: 6_752, generated: 26_905, depth: 16 } },
);

const { keys: Acceptor } = twoBallots.spec.state.acceptor;

export const goesBack = mutant(twoBallots, "an acceptor votes in a ballot that it has given up", {
  actions: { voteFor: { guard: { notGivenUp: () => true } } },
  breaks: "maxBalGrows",
  after: 3,
  also: ["agreement", "votesSafe", "consensus"],
});

export const votesTwice = mutant(twoBallots, "an acceptor votes twice in one ballot", {
  actions: { voteFor: { guard: { votesOnce: () => true } } },
  breaks: "agreement",
  after: 6,
  also: ["votesSafe", "oneValuePerBallot", "consensus"],
});

export const votesDiffer = mutant(twoBallots, "two acceptors vote for different values in one ballot", {
  actions: { voteFor: { guard: { othersAgree: () => true } } },
  breaks: "oneValuePerBallot",
  after: 4,
  also: ["agreement", "votesSafe", "consensus"],
});

export const votesForAny = mutant(twoBallots, "an acceptor votes for a value that is not safe", {
  actions: { voteFor: { guard: { valueSafe: () => true } } },
  breaks: "votesSafe",
  after: 1,
  also: ["agreement", "consensus"],
});

export const asksOne = mutant(twoBallots, "what one acceptor knows is taken to show a value safe", {
  actions: {
    voteFor: {
      guard: {
        valueSafe: (s, { bal, val }) =>
          Acceptor.some((one) => {
            const { maxBal, votes } = s.acceptor[one];
            return maxBal >= bal && votes.every((vote) => vote.bal >= bal || vote.val === val);
          }),
      },
    },
  },
  breaks: "consensus",
  after: 5,
  also: ["agreement", "votesSafe"],
});

export const asksAll = mutant(twoBallots, "all acceptors together must show a value safe", {
  actions: {
    voteFor: {
      guard: {
        valueSafe: (s, { bal, val }) =>
          Acceptor.every((each) => {
            const { maxBal, votes } = s.acceptor[each];
            return maxBal >= bal && votes.every((vote) => vote.bal >= bal || vote.val === val);
          }),
      },
    },
  },
  breaks: "minorityOverruled",
});

export const patientAcceptors = mutant(twoBallots, "a ballot is given up only when it has chosen", {
  actions: {
    increaseMaxBal: {
      guard: (s, { acc, bal }) =>
        bal === s.acceptor[acc].maxBal + 1 &&
        (bal === 0 || Acceptor.filter((one) => s.acceptor[one].votes.some((vote) => vote.bal === bal - 1)).length > 1),
    },
  },
  breaks: "undecided",
  also: ["minorityOverruled"],
});

export const neverVotes = mutant(twoBallots, "nobody votes", {
  actions: { voteFor: { when: false } },
  breaks: "chosen",
  also: ["minorityOverruled", "undecided"],
});
