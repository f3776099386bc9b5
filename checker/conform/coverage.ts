import type { Coverage } from "./conform-result.ts";
import { insensitive, sensitivityOf } from "./sensitivity.ts";
import type { Tally } from "./tally.ts";
import type { Tracker } from "./tracker.ts";

/** How many of the steps that matched are looked at again, unless said otherwise. */
export const SAMPLES = 200;

/** How much was held against the spec: what was matched, and whether anybody would have noticed that it was otherwise. */
export const coverageOf = (
  tracker: Tracker,
  { tally, mostCandidates }: { readonly tally: Tally; readonly mostCandidates: number },
  samples: number,
): Coverage => {
  const specStates = tracker.states.met;
  const sensitivity = sensitivityOf(tracker, samples);
  return {
    actions: tally.actions,
    neverMatched: tally.neverMatched,
    sensitivity,
    insensitive: insensitive(sensitivity),
    unseen: tracker.unseen,
    mostCandidates,
    specStates,
  };
};
