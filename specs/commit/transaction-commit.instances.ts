// Transaction Commit at small sizes, and the mistakes that its properties exclude.
import { instancesOf, mutant } from "../language/index.ts";
import { transactionCommit } from "./transaction-commit.ts";

export { transactionCommit };

const instance = instancesOf(import.meta.url);

export const two = instance(transactionCommit, { resourceManagers: 2 }, { expect: { states: 12, generated: 23, depth: 5 } });
/** As TLC counts TCommit.cfg: tlaplus/Examples, manifest.json. */
export const three = instance(transactionCommit, { resourceManagers: 3 }, { expect: { states: 34, generated: 94, depth: 7 } });
export const six = instance(
  transactionCommit,
  { resourceManagers: 6 },
  { expect: { states: 792, generated: 4_567, depth: 13 } },
);

export const commitsAlone = mutant(two, "an RM commits as soon as it has prepared", {
  actions: { commit: { guard: { canCommit: () => true } } },
  breaks: "commitIsUnanimous",
  after: 2,
  also: ["consistent"],
});

export const abortsTooLate = mutant(two, "an RM aborts though another has committed", {
  actions: { abort: { guard: { notCommitted: () => true } } },
  breaks: "consistent",
  after: 4,
});

export const startsOver = mutant(two, "an RM that has decided prepares again", {
  actions: { prepare: { guard: (s, { rm }) => s.rm[rm].state !== "prepared" } },
  breaks: "stable",
  after: 2,
});

export const neverPrepares = mutant(two, "nobody prepares", {
  actions: { prepare: { when: false } },
  breaks: "everyoneCommits",
});

export const neverAborts = mutant(two, "nobody aborts", {
  actions: { abort: { when: false } },
  breaks: "everyoneAborts",
});
