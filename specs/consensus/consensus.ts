/**
 * Consensus: of several values at most one is chosen, once and for all. It says what is wanted, and nothing of how.
 *
 * Source:     Consensus.tla of tlaplus/Examples (Lamport), whose Next is `choose` here.
 * Simplified: who proposes a value is left to the protocols: every value may be chosen. Nobody learns what is chosen.
 * Verified:   4 states with 3 values, as by TLC (manifest.json of tlaplus/Examples).
 */
import { ids, setOf, spec } from "../language/index.ts";

export const consensus = (constants: { values: number }) => {
  const Value = ids("value", constants.values);

  return spec({
    name: "consensus",

    state: {
      /** A set, so that to choose twice can be said, and forbidden. */
      chosen: setOf(Value),
    },

    symmetric: [Value],

    init: { chosen: [] },

    actions: {
      choose: {
        params: { val: Value },
        guard: (s) => s.chosen.size === 0,
        effect: (s, { val }) => {
          s.chosen.add(val);
        },
      },
    },

    invariants: {
      agreement: (s) => s.chosen.size <= 1,
    },

    steps: {
      stable: (before, after) => before.chosen.every((val) => after.chosen.has(val)),
    },

    witnesses: {
      chosen: (s) => s.chosen.size === 1,
    },

    terminal: (s) => s.chosen.size > 0,
  });
};
