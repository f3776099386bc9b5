// Why ranks will do: the same steps with terms that are numbers are steps with ranks, when terms are replaced by theirs.
import { type Id, instance, instancesOf, mutant, refinement, spec } from "../../language/index.ts";
import { durable, rankIn, type Stable, type State, termsOf, volatile } from "./cluster-state.ts";
import { raftStable } from "./raft-stable.ts";
import { stableModel, stableSteps } from "./steps.ts";

export const raftStableTerms = (constants: Stable & { readonly terms: number }) => {
  const { terms: _numbers, ...ranked } = constants;
  const model = stableModel(constants);

  return spec({
    name: "raft-stable-terms",
    state: model.state,
    init: { server: { ...durable, ...volatile }, isSettled: false },
    actions: stableSteps(model),
    witnesses: {
      /** A server is two terms behind another, and no third server knows of the one between. */
      gap: (s) => termsOf(s, model).some((term, k) => term > k + 1),
    },
    refines: {
      ranks: refinement(instance(raftStable, ranked), (s: State) => {
        const terms = termsOf(s, model);
        return {
          server: (i: Id<"server">) => {
            const { currentTerm, votedFor, log, role, answers, votes, stored, isCommitted } = s.server[i];
            return {
              currentTerm: rankIn(terms, currentTerm),
              votedFor,
              log: log.map(({ term }) => ({ term: rankIn(terms, term) })),
              role,
              answers,
              votes,
              stored,
              isCommitted,
            };
          },
          isSettled: s.isSettled,
        };
      }),
    },
  });
};

const bounded = instancesOf(import.meta.url);
const deadlockAllowed = "the terms have run out";

export const two = bounded(
  raftStableTerms,
  { servers: 2, entries: 1, terms: 4 },
  { deadlockAllowed, expect: { states: 2_400, generated: 8_284, depth: 19 } },
);
export const three = bounded(
  raftStableTerms,
  { servers: 3, entries: 0, terms: 3 },
  { deadlockAllowed, expect: { states: 20_024, generated: 130_340, depth: 18 } },
);
export const threeEntries = bounded(
  raftStableTerms,
  { servers: 3, entries: 1, terms: 3 },
  { deadlockAllowed, expect: { states: 115_142, generated: 748_126, depth: 22 } },
);

export const staysInItsTerm = mutant(two, "a candidate stays in its term", {
  actions: {
    timeOut: {
      effect: (s, { i }) => {
        s.server[i].role = "candidate";
      },
    },
  },
  breaks: "ranks",
  after: 1,
  also: ["gap"],
});
