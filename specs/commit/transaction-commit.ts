/**
 * Transaction Commit: what is wanted of every commit protocol, and nothing of how.
 *
 * A transaction has done its work at several resource managers (RMs). Each of them prepares to commit, and those that come
 * to a decision all come to the same one: they commit if every RM has prepared, and may abort until one has committed.
 *
 * Source:     Gray and Lamport, "Consensus on Transaction Commit", ACM TODS 31(1), 2006, section 2;
 *             TCommit.tla of tlaplus/Examples, whose two ways to Decide are two actions here.
 * Simplified: an RM sees the state of all others at once, which no message could tell it. To do without is the business of
 *             the protocols that refine this one.
 * Verified:   34 states with 3 RMs, as by TLC (tlaplus/Examples, manifest.json).
 */
import { type Id, ids, implies, mapOf, oneOf, type Read, record, spec } from "../language/index.ts";

export const transactionCommit = (constants: { resourceManagers: number }) => {
  const RM = ids("rm", constants.resourceManagers);

  const state = {
    rm: mapOf(RM, record({ state: oneOf("working", "prepared", "committed", "aborted") })),
  };

  const decided = (s: Read<typeof state>, rm: Id<"rm">) => s.rm[rm].state === "committed" || s.rm[rm].state === "aborted";

  return spec({
    name: "transaction-commit",

    state,

    symmetric: [RM],

    init: { rm: { state: "working" } },

    actions: {
      /** An RM has done its part, and can from now on do either: commit or abort. */
      prepare: {
        params: { rm: RM },
        by: "rm",
        guard: (s, { rm }) => s.rm[rm].state === "working",
        effect: (s, { rm }) => {
          s.rm[rm].state = "prepared";
        },
      },

      commit: {
        params: { rm: RM },
        by: "rm",
        guard: {
          prepared: (s, { rm }) => s.rm[rm].state === "prepared",
          canCommit: (s) => RM.every((other) => s.rm[other].state === "prepared" || s.rm[other].state === "committed"),
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
          notCommitted: (s) => RM.every((other) => s.rm[other].state !== "committed"),
        },
        effect: (s, { rm }) => {
          s.rm[rm].state = "aborted";
        },
      },
    },

    invariants: {
      /** No two RMs have come to conflicting decisions: TCConsistent. */
      consistent: (s) => !(RM.some((rm) => s.rm[rm].state === "aborted") && RM.some((rm) => s.rm[rm].state === "committed")),

      /** Nobody is committed against its will: where one RM commits, none is still at work. */
      commitIsUnanimous: implies(
        (s) => RM.some((rm) => s.rm[rm].state === "committed"),
        (s) => RM.every((rm) => s.rm[rm].state !== "working"),
      ),
    },

    steps: {
      /** Whoever has decided has decided for good. */
      stable: (before, after) => RM.every((rm) => !decided(before, rm) || after.rm[rm].state === before.rm[rm].state),
    },

    witnesses: {
      everyoneCommits: (s) => RM.every((rm) => s.rm[rm].state === "committed"),
      everyoneAborts: (s) => RM.every((rm) => s.rm[rm].state === "aborted"),
    },

    terminal: (s) => RM.every((rm) => decided(s, rm)),
  });
};
