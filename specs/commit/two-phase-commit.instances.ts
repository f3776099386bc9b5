// Two-Phase Commit with one to nine RMs, and the mistakes that its properties exclude.
import { instancesOf, mutant } from "../language/index.ts";
import { twoPhaseCommit } from "./two-phase-commit.ts";

export { twoPhaseCommit };

const instance = instancesOf(import.meta.url);
const managers = (resourceManagers: number) => ({ resourceManagers });

// With 3 RMs as TLC counts TwoPhase.cfg (tlaplus/Examples, transaction_commit/manifest.json); the states with 3 and 5 also as
// Stateright's 2pc.rs, with 6 as the last comment of TwoPhase.tla. TLC, run for the purpose, finds all that is said of 3 to 8,
// SPIN the states with 9.
export const one = instance(twoPhaseCommit, managers(1), { expect: { states: 12, generated: 20, depth: 5 } });
export const two = instance(twoPhaseCommit, managers(2), { expect: { states: 56, generated: 154, depth: 8 } });
export const three = instance(twoPhaseCommit, managers(3), { expect: { states: 288, generated: 1_146, depth: 11 } });
export const four = instance(twoPhaseCommit, managers(4), { expect: { states: 1_568, generated: 8_258, depth: 14 } });
export const five = instance(twoPhaseCommit, managers(5), { expect: { states: 8_832, generated: 58_146, depth: 17 } });
export const six = instance(twoPhaseCommit, managers(6), { expect: { states: 50_816, generated: 402_306, depth: 20 } });
export const seven = instance(twoPhaseCommit, managers(7), {
  expect: { states: 296_448, generated: 2_744_706, depth: 23 },
});
export const eight = instance(twoPhaseCommit, managers(8), {
  default: false,
  expect: { states: 1_745_408, generated: 18_507_778, depth: 26 },
});
export const nine = instance(twoPhaseCommit, managers(9), {
  default: false,
  expect: { states: 10_340_352, generated: 123_558_402, depth: 29 },
});

const { keys: RM } = two.spec.state.rm;

export const commitsEarly = mutant(two, "the TM commits when some RM has prepared", {
  actions: { tmCommit: { guard: { everyonePrepared: (s) => RM.some((rm) => s.tm.prepared.has(rm)) } } },
  breaks: "consistent",
  after: 5,
  also: ["commitNeedsAll", "transactionCommit"],
});

export const commitsUnasked = mutant(two, "the TM commits without hearing from anyone", {
  actions: { tmCommit: { guard: { everyonePrepared: () => true } } },
  breaks: "commitNeedsAll",
  after: 1,
  also: ["consistent", "transactionCommit"],
});

export const commitsAfterAll = mutant(two, "the TM commits after it has aborted", {
  actions: { tmCommit: { guard: { undecided: () => true } } },
  breaks: "decisionIsFinal",
  after: 6,
  also: ["consistent", "transactionCommit"],
});

export const abortsAfterAll = mutant(two, "the TM aborts after it has committed", {
  actions: { tmAbort: { guard: () => true } },
  breaks: "consistent",
  after: 8,
  also: ["decisionIsFinal", "transactionCommit"],
});

export const breaksItsWord = mutant(two, "an RM aborts alone after it has prepared", {
  actions: { rmChooseToAbort: { guard: (s, { rm }) => s.rm[rm].state === "working" || s.rm[rm].state === "prepared" } },
  breaks: "consistent",
  after: 7,
  also: ["transactionCommit"],
});

export const speaksTooSoon = mutant(two, "an RM says that it has prepared before it has", {
  actions: {
    rmPrepare: {
      effect: (s, { rm }) => {
        s.messages.add({ type: "Prepared", rm });
      },
    },
  },
  breaks: "transactionCommit",
  after: 6,
  also: ["consistent"],
});

export const doesNotWait = mutant(two, "an RM that has prepared commits without being told to", {
  actions: { rmReceiveCommit: { guard: (s, { rm }) => s.rm[rm].state === "prepared" || s.messages.has({ type: "Commit" }) } },
  breaks: "transactionCommit",
  after: 2,
  also: ["consistent"],
});

export const keepsSilent = mutant(two, "an RM prepares and does not say so", {
  actions: {
    rmPrepare: {
      effect: (s, { rm }) => {
        s.rm[rm].state = "prepared";
      },
    },
  },
  breaks: "everyoneCommits",
});

export const neverAborts = mutant(two, "neither the TM nor an RM may choose to abort", {
  actions: { tmAbort: { when: false }, rmChooseToAbort: { when: false } },
  breaks: "everyoneAborts",
});
