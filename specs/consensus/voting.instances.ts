// Voting at small sizes, and the mistakes that its properties exclude.
import { instancesOf, mutant } from "../language/index.ts";
import { voting } from "./voting.ts";

export { voting };

const instance = instancesOf(import.meta.url);

/** Why a state in which no acceptor can do more is no mistake: a protocol would go on in the next ballot. */
const deadlockAllowed = "the ballots have run out";

export const oneBallot = instance(voting, { acceptors: 3, values: 2, ballots: 1 }, {
  deadlockAllowed,
  outOfReach: ["minorityOverruled"],
  expect: {},
});
export const twoBallots = instance(voting, { acceptors: 3, values: 2, ballots: 2 }, {
  deadlockAllowed,
  expect: {},
});
export const threeBallots = instance(voting, { acceptors: 3, values: 2, ballots: 3 }, {
  deadlockAllowed,
  expect: {},
});

const { keys: Acceptor } = twoBallots.spec.state.acceptor;

export const forgetsPromise = mutant(twoBallots, "an acceptor votes in a ballot that it has given up", {
  actions: { voteFor: { guard: { notGivenUp: () => true } } },
  breaks: "maxBalGrows",
});
export const votesTwice = mutant(twoBallots, "an acceptor votes for two values in one ballot", {
  actions: { voteFor: { guard: { votesOnce: () => true, othersAgree: () => true } } },
  breaks: "agreement",
});
export const disagrees = mutant(twoBallots, "acceptors vote for several values in one ballot", {
  actions: { voteFor: { guard: { othersAgree: () => true } } },
  breaks: "oneValuePerBallot",
});
export const careless = mutant(twoBallots, "an acceptor votes for any value", {
  actions: { voteFor: { guard: { valueSafe: () => true } } },
  breaks: "votesSafe",
});
export const quorumsThatDoNotMeet = mutant(twoBallots, "one acceptor is enough to show a value safe", {
  actions: { voteFor: { guard: { valueSafe: (s, { acc, bal }) => s.acceptor[acc].maxBal >= bal && Acceptor.size > 0 } } },
  breaks: "consensus",
});
export const neverVotes = mutant(twoBallots, "nobody votes", {
  actions: { voteFor: { when: false } },
  breaks: "chosen",
});
