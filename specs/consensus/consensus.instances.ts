// Consensus at small sizes, and the mistakes that its properties exclude.
import { instancesOf, mutant } from "../language/index.ts";
import { consensus } from "./consensus.ts";

export { consensus };

const instance = instancesOf(import.meta.url);

export const two = instance(consensus, { values: 2 }, { expect: { states: 3, generated: 3, depth: 2 } });
/** As TLC counts MCConsensus.cfg: tlaplus/Examples, PaxosHowToWinATuringAward/manifest.json. */
export const three = instance(consensus, { values: 3 }, { expect: { states: 4, generated: 4, depth: 2 } });

export const choosesTwice = mutant(two, "a second value is chosen", {
  actions: { choose: { guard: (s, { val }) => !s.chosen.has(val) } },
  breaks: "agreement",
  after: 2,
});

export const changesItsMind = mutant(two, "another value is chosen instead", {
  actions: {
    choose: {
      guard: (s, { val }) => !s.chosen.has(val),
      effect: (s, { val }) => {
        s.chosen.assign([val]);
      },
    },
  },
  breaks: "stable",
  after: 2,
});

export const neverChooses = mutant(two, "nothing is chosen", {
  actions: { choose: { guard: () => false } },
  breaks: "chosen",
  also: ["deadlock"],
});
