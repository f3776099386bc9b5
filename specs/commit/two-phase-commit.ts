/**
 * Two-Phase Commit: a transaction manager (TM) has resource managers (RMs) commit, or abort, together.
 *
 * Source: Gray and Lamport, "Consensus on Transaction Commit", ACM TODS 31(1), 2006; TwoPhase.tla.
 * Simplified, as there: the TM's Prepare requests and the RMs' Abort notices are left out.
 * Verified: 288 states with 3 RMs, 8,832 with 5 (Stateright's 2pc.rs); 50,816 with 6 (TwoPhase.tla).
 */
import { eventually, ids, implies, instance, leadsTo, mapOf, oneOf, record, refinement, sentMessages, setOf, spec } from "../language/index.ts";
import { transactionCommit } from "./transaction-commit.ts";

export const twoPhaseCommit = (constants: { resourceManagers: number }) => {
  const RM = ids("rm", constants.resourceManagers);

  /** Prepared is sent by an RM to the TM; Commit and Abort are broadcast by the TM. */
  const messages = sentMessages({
    Prepared: { rm: RM },
    Commit: {},
    Abort: {},
  });

  return spec({
    name: "two-phase-commit",

    state: {
      rm: mapOf(RM, record({ state: oneOf("working", "prepared", "committed", "aborted") })),
      tm: record({
        state: oneOf("init", "committed", "aborted"),
        /** The RMs from which the TM has received Prepared. */
        prepared: setOf(RM),
      }),
      messages,
    },

    init: {
      rm: { state: "working" },
      tm: { state: "init", prepared: [] },
      messages: [],
    },

    actions: {
      tmReceivePrepared: {
        params: { rm: RM },
        guard: (s, { rm }) => s.tm.state === "init" && s.messages.has({ type: "Prepared", rm }),
        effect: (s, { rm }) => {
          s.tm.prepared.add(rm);
        },
      },

      tmCommit: {
        guard: {
          undecided: (s) => s.tm.state === "init",
          everyonePrepared: (s) => RM.every((rm) => s.tm.prepared.has(rm)),
        },
        effect: (s) => {
          s.tm.state = "committed";
          s.messages.add({ type: "Commit" });
        },
      },

      /** The TM may abort of its own accord. */
      tmAbort: {
        guard: (s) => s.tm.state === "init",
        effect: (s) => {
          s.tm.state = "aborted";
          s.messages.add({ type: "Abort" });
        },
      },

      rmPrepare: {
        params: { rm: RM },
        by: "rm",
        guard: (s, { rm }) => s.rm[rm].state === "working",
        effect: (s, { rm }) => {
          s.rm[rm].state = "prepared";
          s.messages.add({ type: "Prepared", rm });
        },
      },

      rmChooseToAbort: {
        params: { rm: RM },
        by: "rm",
        guard: (s, { rm }) => s.rm[rm].state === "working",
        effect: (s, { rm }) => {
          s.rm[rm].state = "aborted";
        },
      },

      rmReceiveCommit: {
        params: { rm: RM },
        by: "rm",
        guard: (s) => s.messages.has({ type: "Commit" }),
        effect: (s, { rm }) => {
          s.rm[rm].state = "committed";
        },
      },

      rmReceiveAbort: {
        params: { rm: RM },
        by: "rm",
        guard: (s) => s.messages.has({ type: "Abort" }),
        effect: (s, { rm }) => {
          s.rm[rm].state = "aborted";
        },
      },
    },

    invariants: {
      /** No RM aborts where another commits: TCConsistent of TCommit.tla. */
      consistent: (s) =>
        !(RM.some((rm) => s.rm[rm].state === "aborted") && RM.some((rm) => s.rm[rm].state === "committed")),

      commitNeedsAll: implies(
        (s) => s.tm.state === "committed",
        (s) => RM.every((rm) => s.tm.prepared.has(rm)),
      ),
    },

    steps: {
      /** What the TM has decided stays decided, and only its own actions decide. */
      decisionIsFinal: (before, after, action) =>
        before.tm.state === after.tm.state || (before.tm.state === "init" && (action.name === "tmCommit" || action.name === "tmAbort")),
    },

    witnesses: {
      everyoneCommits: (s) => RM.every((rm) => s.rm[rm].state === "committed"),
      everyoneAborts: (s) => RM.every((rm) => s.rm[rm].state === "aborted"),
    },

    refines: {
      transactionCommit: refinement(instance(transactionCommit, constants), (s) => ({ rm: (rm) => s.rm[rm] })),
    },

    fairness: { rmPrepare: "weak", rmReceiveCommit: "weak", rmReceiveAbort: "weak", tmAbort: "weak" },
    liveness: {
      decided: eventually((s) => s.tm.state !== "init"),
      commitReachesAll: leadsTo(
        (s) => s.tm.state === "committed",
        (s) => RM.every((rm) => s.rm[rm].state === "committed"),
      ),
    },

    terminal: (s) => RM.every((rm) => s.rm[rm].state === "committed" || s.rm[rm].state === "aborted"),
  });
};
