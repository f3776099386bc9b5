// Paxos at small sizes, with and without crashes, and the mistakes that its properties exclude.
import { instancesOf, majorities, mutant, restarts } from "../language/index.ts";
import { paxos } from "./paxos.ts";

export { paxos };

const instance = instancesOf(import.meta.url);

/** As TLC counts MCPaxos.cfg: tlaplus/Examples, manifest.json. */
export const oneAcceptor = instance(paxos, { acceptors: 1, values: 1, ballots: 2 }, {
  outOfReach: ["minorityOverruled"],
  expect: { states: 25, generated: 82, depth: 9 },
});

// The states and depths of these are also TLC's. `generated` is not: Phase2a of Paxos.tla is enabled once, however many quorums
// have promised, but TLC takes it once for each of them.
export const twoBallots = instance(paxos, { acceptors: 3, values: 2, ballots: 2 }, {
  expect: { states: 3_921, generated: 22_995, depth: 17 },
});
export const threeBallots = instance(paxos, { acceptors: 3, values: 2, ballots: 3 }, {
  expect: { states: 185_369, generated: 1_316_584, depth: 25 },
});
export const fourBallots = instance(paxos, { acceptors: 3, values: 2, ballots: 4 }, { default: false });

/** As without crashes, and a restart of each acceptor in each state, which changes nothing: what it needs is on disk. */
export const crashes = instance(paxos, { acceptors: 3, values: 2, ballots: 2, crashes: true }, {
  expect: { states: 3_921, generated: 22_995 + 3 * 3_921, depth: 17 },
});

const { keys: Acceptor } = twoBallots.spec.state.acceptor;
const Quorum = majorities(Acceptor);

export const forgetsPromise = mutant(crashes, "a promise is forgotten on restart", {
  actions: { restart: restarts(crashes.spec.state.acceptor, { maxBal: -1 }) },
  breaks: "agreement",
});
export const forgetsVote = mutant(crashes, "a vote is forgotten on restart", {
  actions: { restart: restarts(crashes.spec.state.acceptor, { maxVBal: -1, maxVal: null }) },
  breaks: "votesAreKept",
});
export const breaksItsWord = mutant(twoBallots, "an acceptor votes in a lesser ballot than it has promised", {
  actions: { phase2b: { guard: () => true } },
  breaks: "promisesAreKept",
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
});
export const anyReported = mutant(twoBallots, "a leader proposes any reported value, not the latest", {
  actions: {
    phase2a: {
      guard: {
        valueSafe: (s, { bal, val }) =>
          Quorum.some((quorum) => {
            const promises = quorum.flatMap((acc) => s.messages.where({ type: "1b", bal, acc }));
            return promises.length === quorum.length && (promises.every((m) => m.mval === null) || promises.some((m) => m.mval === val));
          }),
      },
    },
  },
  breaks: "agreement",
});
export const neverProposed = mutant(twoBallots, "an acceptor votes for what was never proposed", {
  actions: {
    phase2b: {
      effect: (s, { acc, m }) => {
        for (const val of s.messages.where({ type: "2a" }).length > 0 ? [m.val] : []) s.acceptor[acc].maxVal = val;
      },
    },
  },
  breaks: "validity",
});
export const quorumsThatDoNotMeet = mutant(twoBallots, "the promise of one acceptor is enough to propose", {
  actions: {
    phase2a: {
      guard: {
        valueSafe: (s, { bal, val }) =>
          s.messages.where({ type: "1b", bal }).some((m) => m.mval === null || m.mval === val),
      },
    },
  },
  breaks: "agreement",
});
export const reusesBallot = mutant(twoBallots, "a leader that restarts reuses its ballot", {
  actions: { phase2a: { guard: { nothingProposed: () => true } } },
  breaks: "agreement",
});
export const neverVotes = mutant(twoBallots, "nobody votes", {
  actions: { phase2b: { when: false } },
  breaks: "chosen",
});
