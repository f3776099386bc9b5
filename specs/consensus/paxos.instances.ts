// Paxos at small sizes, with and without crashes, and the mistakes that its properties exclude.
import { instancesOf, majorities, mutant, restarts } from "../language/index.ts";
import { paxos } from "./paxos.ts";

export { paxos };

const instance = instancesOf(import.meta.url);

/** As TLC counts MCPaxos.cfg: tlaplus/Examples, manifest.json. */
export const oneAcceptor = instance(
  paxos,
  { acceptors: 1, values: 1, ballots: 2 },
  { outOfReach: ["minorityOverruled"], expect: { states: 25, generated: 82, depth: 9 } },
);

// States and depth are also TLC's. `generated` is not: where several quorums have promised, TLC takes Phase2a once for each of
// them, and here the quorum is no parameter of the action.
export const twoBallots = instance(
  paxos,
  { acceptors: 3, values: 2, ballots: 2 },
  { expect: { states: 3_921, generated: 22_995, depth: 17 } },
);
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

export const forgetsPromise = mutant(oneCrashes, "a promise is forgotten on restart", {
  actions: { restart: restarts(oneCrashes.spec.state.acceptor, { maxBal: -1 }) },
  breaks: "agreement",
  after: 13,
  also: ["votesAreKept", "promisesAreKept", "voting"],
});

export const forgetsVote = mutant(oneCrashes, "a vote is forgotten on restart", {
  actions: { restart: restarts(oneCrashes.spec.state.acceptor, { maxVBal: -1, maxVal: null }) },
  breaks: "votesAreKept",
  after: 6,
  also: ["agreement", "voting"],
});

export const breaksItsWord = mutant(twoBallots, "an acceptor votes in a lesser ballot than it has promised", {
  actions: { phase2b: { guard: () => true } },
  breaks: "promisesAreKept",
  after: 7,
  also: ["agreement", "votesAreKept", "voting"],
});

export const hidesVote = mutant(twoBallots, "a promise does not report the vote", {
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

export const ownValue = mutant(twoBallots, "a leader proposes its own value over one that is reported", {
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

export const anyReported = mutant(threeBallots, "a leader proposes any value that is reported, not the latest", {
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

export const quorumsThatDoNotMeet = mutant(twoBallots, "the promise of one acceptor is enough to propose", {
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

export const ballotReused = mutant(twoBallots, "a leader that has proposed proposes again in the same ballot", {
  actions: { phase2a: { guard: { nothingProposed: () => true } } },
  breaks: "agreement",
  after: 9,
  also: ["voting"],
});

export const neverProposed = mutant(twoBallots, "an acceptor votes for what was never proposed", {
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

export const asksAll = mutant(twoBallots, "a leader waits for the promises of all acceptors", {
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

export const neverVotes = mutant(twoBallots, "nobody votes", {
  actions: { phase2b: { when: false } },
  breaks: "chosen",
  also: ["minorityOverruled"],
});
