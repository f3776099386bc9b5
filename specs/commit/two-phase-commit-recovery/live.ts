// What is bound to happen, in each variant. The states are those of the instances of the same constants without `live`.
import { instance } from "./commit-instance.ts";

const whenUp = { crashes: "everybody", live: "whenUp" } as const;
const despiteCrashes = { crashes: "everybody", live: "despiteCrashes" } as const;

export const liveNothing1 = instance(
  "live-1-presumed-nothing",
  { participants: 1, presumed: "nothing", ...whenUp },
  [869, 2_618, 21],
);
export const liveAbort1 = instance(
  "live-1-presumed-abort",
  { participants: 1, presumed: "abort", ...whenUp },
  [1_220, 4_288, 21],
);
export const liveCommit1 = instance(
  "live-1-presumed-commit",
  { participants: 1, presumed: "commit", ...whenUp },
  [843, 2_559, 21],
);

/** The coordinator crashes, and may stay down: two participants can tell each other. */
export const liveAbort = instance(
  "live-coordinator-presumed-abort",
  { participants: 2, presumed: "abort", crashes: "coordinator", live: "whenUp" },
  [24_965, 112_779, 34],
);
export const liveCommit = instance(
  "live-coordinator-presumed-commit",
  { participants: 2, presumed: "commit", crashes: "coordinator", live: "whenUp" },
  [16_064, 61_438, 33],
);
export const liveReader = instance(
  "live-coordinator-reader",
  { participants: 2, presumed: "abort", readers: 1, crashes: "coordinator", live: "whenUp" },
  [8_891, 39_769, 23],
);
export const liveAbort2 = instance(
  "live-2-presumed-abort",
  { participants: 2, presumed: "abort", ...whenUp },
  [127_180, 726_791, 36],
  { default: false },
);

export const despiteNothing1 = instance(
  "despite-crashes-1-presumed-nothing",
  { participants: 1, presumed: "nothing", ...despiteCrashes },
  [869, 2_618, 21],
);
export const despiteAbort1 = instance(
  "despite-crashes-1-presumed-abort",
  { participants: 1, presumed: "abort", ...despiteCrashes },
  [1_220, 4_288, 21],
);
export const despiteCommit1 = instance(
  "despite-crashes-1-presumed-commit",
  { participants: 1, presumed: "commit", ...despiteCrashes },
  [843, 2_559, 21],
);
export const despiteAbort = instance(
  "despite-crashes-coordinator-presumed-abort",
  { participants: 2, presumed: "abort", crashes: "coordinator", live: "despiteCrashes" },
  [24_965, 112_779, 34],
);
export const despiteAbort2 = instance(
  "despite-crashes-2-presumed-abort",
  { participants: 2, presumed: "abort", ...despiteCrashes },
  [127_180, 726_791, 36],
  { default: false },
);
