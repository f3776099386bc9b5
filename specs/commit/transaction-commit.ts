/**
 * Transaction Commit: what is wanted of any commit protocol, and nothing of how.
 *
 * Source: Gray and Lamport, "Consensus on Transaction Commit", ACM TODS 31(1), 2006; TCommit.tla.
 */
import { ids, mapOf, oneOf, record, spec } from "../language/index.ts";

export const transactionCommit = (constants: { resourceManagers: number }) => {
  const RM = ids("rm", constants.resourceManagers);

  return spec({
    name: "transaction-commit",

    state: {
      rm: mapOf(RM, record({ state: oneOf("working", "prepared", "committed", "aborted") })),
    },

    init: { rm: { state: "working" } },

    actions: {
      prepare: {
        params: { rm: RM },
        by: "rm",
        guard: (s, { rm }) => s.rm[rm].state === "working",
        effect: (s, { rm }) => {
          s.rm[rm].state = "prepared";
        },
      },

      /** An RM commits only when none has aborted, and none still may. */
      commit: {
        params: { rm: RM },
        by: "rm",
        guard: {
          prepared: (s, { rm }) => s.rm[rm].state === "prepared",
          canCommit: (s) => RM.every((rm) => s.rm[rm].state === "prepared" || s.rm[rm].state === "committed"),
        },
        effect: (s, { rm }) => {
          s.rm[rm].state = "committed";
        },
      },

      abort: {
        params: { rm: RM },
        by: "rm",
        guard: {
          undecided: (s, { rm }) => s.rm[rm].state === "working" || s.rm[rm].state === "prepared",
          notCommitted: (s) => RM.every((rm) => s.rm[rm].state !== "committed"),
        },
        effect: (s, { rm }) => {
          s.rm[rm].state = "aborted";
        },
      },
    },

    invariants: {
      consistent: (s) => !(RM.some((rm) => s.rm[rm].state === "aborted") && RM.some((rm) => s.rm[rm].state === "committed")),
    },

    terminal: (s) => RM.every((rm) => s.rm[rm].state === "committed" || s.rm[rm].state === "aborted"),
  });
};
