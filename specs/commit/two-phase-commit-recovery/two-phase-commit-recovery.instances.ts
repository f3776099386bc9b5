// Two-phase commit with recovery, in each variant, with one to three participants. Those in which mistakes are looked for as well
// stand in bases.ts.
import { instance } from "./commit-instance.ts";

export * from "./bases.ts";
export * from "./live.mutants.ts";
export * from "./live.ts";
export * from "./logging.mutants.ts";
export * from "./termination.mutants.ts";
export * from "./transfer.mutants.ts";
export { twoPhaseCommitRecovery } from "./two-phase-commit-recovery.ts";
export * from "./voting.mutants.ts";
export * from "./witness.mutants.ts";

const crashes = "everybody";

export const nothing2 = instance(
  "2-presumed-nothing",
  { participants: 2, presumed: "nothing", crashes },
  [95_139, 480_207, 36],
);
export const abort2 = instance("2-presumed-abort", { participants: 2, presumed: "abort", crashes }, [127_180, 726_791, 36]);
export const commit2 = instance("2-presumed-commit", { participants: 2, presumed: "commit", crashes }, [90_899, 459_906, 35]);

// One of the two has only read.
export const abortReader = instance(
  "reader-presumed-abort",
  { participants: 2, presumed: "abort", readers: 1, crashes },
  [56_094, 305_036, 25],
);
export const nothingReader = instance(
  "reader-presumed-nothing",
  { participants: 2, presumed: "nothing", readers: 1, crashes },
  [45_544, 219_586, 27],
  { default: false },
);
export const commitReader = instance(
  "reader-presumed-commit",
  { participants: 2, presumed: "commit", readers: 1, crashes },
  [47_403, 228_564, 30],
);

// The coordinator crashes, and the participants take over.
export const abortTransfer = instance(
  "transfer-presumed-abort",
  { participants: 2, presumed: "abort", crashes: "coordinator", transfer: true },
  [451_237, 2_450_865, 40],
);
export const nothingTransfer = instance(
  "transfer-presumed-nothing",
  { participants: 2, presumed: "nothing", crashes: "coordinator", transfer: true },
  [382_923, 1_908_018, 40],
  { default: false },
);
export const commitTransfer = instance(
  "transfer-presumed-commit",
  { participants: 2, presumed: "commit", crashes: "coordinator", transfer: true },
  [347_468, 1_724_414, 39],
  { default: false },
);
/** The participants crash, too: what they have agreed to is not on disk. */
export const transferCrashes = instance(
  "transfer-crashes",
  { participants: 2, presumed: "abort", crashes, transfer: true },
  [2_678_010, 17_617_737, 42],
  { default: false },
);

/** Three participants, one of which has only read. */
export const threeReader = instance(
  "3-reader",
  { participants: 3, presumed: "abort", readers: 1, crashes: "coordinator" },
  [425_641, 2_673_471, 37],
  { default: false },
);
/** For a night: some minutes, and 1 GB. */
export const three = instance(
  "3-presumed-abort",
  { participants: 3, presumed: "abort", crashes },
  [14_610_840, 119_023_085, 50],
  { default: false },
);
