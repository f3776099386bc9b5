/**
 * Two-Phase Commit: a transaction manager (TM) has resource managers (RMs) commit, or abort, together.
 *
 * In phase one every RM prepares and tells the TM so, or aborts alone. In phase two the TM decides: it commits if all have
 * prepared, may abort as long as it has not, and the RMs do as they are told.
 *
 * Source:     Gray and Lamport, "Consensus on Transaction Commit", ACM TODS 31(1), 2006, section 3;
 *             TwoPhase.tla of tlaplus/Examples, whose actions and messages these are.
 * Simplified: as there, the TM's request to prepare and an RM's notice of its abort are not sent: an RM may prepare unasked,
 *             and the TM may abort unasked, so that either message would only allow what is allowed already. Messages are
 *             never lost, but need never be received, which for what is safe comes to the same. Nobody crashes: nothing
 *             here is said of what must be on disk, nor of how long an RM that has prepared may have to wait.
 * Verified:   288 states with 3 RMs (TLC, manifest.json of tlaplus/Examples; Stateright, examples/2pc.rs), 8,832 with 5
 *             (Stateright), 50,816 with 6 (the last comment of TwoPhase.tla).
 */
import { ids, implies, instance, mapOf, oneOf, record, refinement, sentMessages, setOf, spec } from "../language/index.ts";
import { transactionCommit } from "./transaction-commit.ts";

export const twoPhaseCommit = (constants: { resourceManagers: number }) => {
  const RM = ids("rm", constants.resourceManagers);

  /** Prepared goes from an RM to the TM; Commit and Abort go from the TM to every RM. */
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
        /** The RMs that it has heard to be prepared. */
        prepared: setOf(RM),
      }),
      messages,
    },

    symmetric: [RM],

    init: {
      rm: { state: "working" },
      tm: { state: "init", prepared: [] },
      messages: [],
    },

    actions: {
      // Phase one: each RM prepares, or refuses.

      /** From here on the RM may no longer decide alone: it has told the TM that it can commit. */
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

      tmReceivePrepared: {
        params: { rm: RM },
        guard: {
          undecided: (s) => s.tm.state === "init",
          received: (s, { rm }) => s.messages.has({ type: "Prepared", rm }),
        },
        effect: (s, { rm }) => {
          s.tm.prepared.add(rm);
        },
      },

      // Phase two: the TM decides, and the RMs obey.

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

      /** The TM needs no reason to abort: it may have waited long enough. */
      tmAbort: {
        guard: (s) => s.tm.state === "init",
        effect: (s) => {
          s.tm.state = "aborted";
          s.messages.add({ type: "Abort" });
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
      /** Atomicity: no RM aborts where another commits. */
      consistent: (s) => !(RM.some((rm) => s.rm[rm].state === "aborted") && RM.some((rm) => s.rm[rm].state === "committed")),

      commitNeedsAll: implies(
        (s) => s.tm.state === "committed",
        (s) => RM.every((rm) => s.tm.prepared.has(rm)),
      ),
    },

    steps: {
      /** The TM decides once. */
      decisionIsFinal: (before, after) => before.tm.state === "init" || after.tm.state === before.tm.state,
    },

    witnesses: {
      everyoneCommits: (s) => RM.every((rm) => s.rm[rm].state === "committed"),
      everyoneAborts: (s) => RM.every((rm) => s.rm[rm].state === "aborted"),
    },

    refines: {
      /** Each RM goes through the states that Transaction Commit allows it, whatever the TM and the messages do meanwhile. */
      transactionCommit: refinement(instance(transactionCommit, constants), (s) => ({ rm: (rm) => s.rm[rm] })),
    },
  });
};
