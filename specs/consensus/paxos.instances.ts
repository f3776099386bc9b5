// Paxos at small sizes, with and without crashes, and the mistakes that its properties exclude.
import { instancesOf, majorities, mutant, restarts } from "../language/index.ts";
import { paxos } from "./paxos.ts";

export { paxos };

const instance = instancesOf(import.meta.url);

/** As TLC counts MCPaxos.cfg: tlaplus/Examples, Paxos/manifest.json. */
export const oneAcceptor = instance(
  paxos,
  { acceptors: 1, values: 1, ballots: 2 },
  { outOfReach: ["minorityOverruled"], expect: { states: 25, generated: 82, depth: 9 } },
);

// `generated` is not TLC's, 23,563 with two ballots: it takes Phase2a once for each quorum that has promised, and for each of
// its members that reports the value. Here neither is a parameter of the action.

/** States and depth as TLC counts MCPaxosTiny.cfg: tlaplus/Examples, PaxosHowToWinATuringAward/manifest.json. */
export const twoBallots = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 2 },
  { expect: { states: 3_921, generated: 22_995, depth: 17 } },
);
/** The states are those that TLC finds in the same module, run for the purpose. */
export const threeBallots = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 3 },
  { expect: { states: 185_369, generated: 1_316_584, depth: 25 } },
);
/** For measuring, and for patience; counted here alone. */
export const fourBallots = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 4 },
  { default: false, expect: { states: 8_220_065, generated: 67_903_141, depth: 33 } },
);

/** A restart of any acceptor in any state changes nothing, since all that an acceptor keeps is on disk. */
export const crashes = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 2, crashes: true },
  { expect: { states: 3_921, generated: 22_995 + 3 * 3_921, depth: 17 } },
);

/** What fair runs come to. */
export const live = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 2, live: true },
  { name: "3-2-2-live", expect: { states: 3_921, generated: 22_995, depth: 17 } },
);

export const slowAnswers = mutant(live, "promises need not arrive", {
  fairness: { phase2a: "weak", phase2b: "weak" },
  breaks: "lastDecides",
  after: 1,
});
export const slowProposal = mutant(live, "who has a quorum's promises need not propose", {
  fairness: { phase1b: "weak", phase2b: "weak" },
  breaks: "lastDecides",
  after: 4,
});
export const slowVotes = mutant(live, "votes need not be cast", {
  fairness: { phase1b: "weak", phase2a: "weak" },
  breaks: "lastDecides",
  after: 5,
});

const { acceptor } = crashes.spec.state;
const [first] = acceptor.keys.values;
const Quorum = majorities(acceptor.keys);

/** One acceptor that forgets is enough for all that can go wrong, and leaves far fewer states to search than three. */
export const oneCrashes = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 2, crashes: true },
  {
    name: "3-2-2-one-crashes",
    allow: { onlyFirstCrashes: (_before, _after, { name, args }) => name !== "restart" || args.process === first },
    expect: { states: 3_921, generated: 22_995 + 3 * 3_921, depth: 17 },
  },
);

export const forgetsPromise = mutant(oneCrashes, "promise forgotten on restart", {
  actions: { restart: restarts(oneCrashes.spec.state.acceptor, { maxBal: -1 }) },
  breaks: "agreement",
  after: 13,
  also: ["votesAreKept", "promisesAreKept", "voting"],
});

export const forgetsVote = mutant(oneCrashes, "vote forgotten on restart", {
  actions: { restart: restarts(oneCrashes.spec.state.acceptor, { maxVBal: -1, maxVal: null }) },
  breaks: "votesAreKept",
  after: 6,
  also: ["agreement", "voting"],
});

export const breaksItsWord = mutant(twoBallots, "a vote in a lesser ballot than was promised", {
  actions: { phase2b: { guard: () => true } },
  breaks: "promisesAreKept",
  after: 7,
  also: ["agreement", "votesAreKept", "voting"],
});

export const hidesVote = mutant(twoBallots, "a promise that does not report the vote", {
  actions: {
    phase1b: {
      effect: (s, { acc, m }) => {
        s.acceptor[acc].maxBal = m.bal;
        s.messages.add({ type: "1b", bal: m.bal, acc, mbal: -1, mval: null });
      },
    },
  },
  breaks: "voting",
  after: 10,
  also: ["agreement"],
});

export const ownValue = mutant(twoBallots, "own value proposed over a reported one", {
  actions: {
    phase2a: {
      guard: {
        valueSafe: (s, { bal }) =>
          Quorum.some((quorum) => quorum.every((acc) => s.messages.where({ type: "1b", bal, acc }).length > 0)),
      },
    },
  },
  breaks: "agreement",
  after: 12,
  also: ["voting"],
});

export const anyReported = mutant(threeBallots, "any reported value proposed, not the latest", {
  actions: {
    phase2a: {
      guard: {
        valueSafe: (s, { bal, val }) =>
          Quorum.some((quorum) => {
            const promises = quorum.flatMap((acc) => s.messages.where({ type: "1b", bal, acc }));
            const votes = promises.filter((m) => m.mval !== null);
            return promises.length === quorum.length && (votes.length === 0 || votes.some((m) => m.mval === val));
          }),
      },
    },
  },
  breaks: "agreement",
  after: 17,
  also: ["voting"],
});

/** One promise is enough to propose, and a majority still chooses: the two need have no acceptor in common. */
export const quorumsThatDoNotMeet = mutant(twoBallots, "quorums that do not meet", {
  actions: {
    phase2a: {
      guard: {
        valueSafe: (s, { bal, val }) => s.messages.where({ type: "1b", bal }).some((m) => m.mval === null || m.mval === val),
      },
    },
  },
  breaks: "agreement",
  after: 10,
  also: ["voting"],
});

/** As by a leader that restarts without having written down that it has proposed. */
export const ballotReused = mutant(twoBallots, "ballot reused", {
  actions: { phase2a: { guard: { nothingProposed: () => true } } },
  breaks: "agreement",
  after: 9,
  also: ["voting"],
});

export const neverProposed = mutant(twoBallots, "a vote for what was never proposed", {
  actions: {
    phase2b: {
      effect: (s, { acc, m }) => {
        const val = acceptor.values.fields.maxVal.values.find((other) => other !== null && other !== m.val) ?? m.val;
        s.acceptor[acc].maxBal = m.bal;
        s.acceptor[acc].maxVBal = m.bal;
        s.acceptor[acc].maxVal = val;
        s.messages.add({ type: "2b", bal: m.bal, acc, val });
      },
    },
  },
  breaks: "validity",
  after: 5,
  also: ["agreement", "voting"],
});

export const asksAll = mutant(twoBallots, "a leader that waits for the promises of all", {
  actions: {
    phase2a: {
      guard: {
        valueSafe: (s, { bal, val }) =>
          acceptor.keys.every((acc) =>
            s.messages.where({ type: "1b", bal, acc }).some((m) => m.mval === null || m.mval === val),
          ),
      },
    },
  },
  breaks: "minorityOverruled",
});

export const patientLeaders = mutant(twoBallots, "a ballot is begun only when the one before has chosen", {
  actions: { phase1a: { guard: (s, { bal }) => bal === 0 || s.messages.where({ type: "2b", bal: bal - 1 }).length > 1 } },
  breaks: "duel",
  also: ["minorityOverruled"],
});

export const neverVotes = mutant(twoBallots, "nobody votes", {
  actions: { phase2b: { when: false } },
  breaks: "chosen",
  also: ["minorityOverruled"],
});
