// The instances in which mistakes are looked for, as small as each of them allows.
import { ids } from "../../language/index.ts";
import { instance } from "./commit-instance.ts";

const crashes = "everybody";
const [first] = ids("participant", 2).values;

/** A single participant: it need only agree with the coordinator, and there is nobody else to ask. */
export const nothing1 = instance("1-presumed-nothing", { participants: 1, presumed: "nothing", crashes }, [869, 2_618, 21]);
export const abort1 = instance("1-presumed-abort", { participants: 1, presumed: "abort", crashes }, [1_220, 4_288, 21]);
export const commit1 = instance("1-presumed-commit", { participants: 1, presumed: "commit", crashes }, [843, 2_559, 21]);

/** Nobody crashes; but whoever has waited long enough acts as if somebody had. */
export const noCrashes = instance("no-crashes", { participants: 2, presumed: "abort" }, [15_937, 65_948, 31], {
  default: false,
});

/** The coordinator crashes. */
export const abortCoordinator = instance(
  "coordinator-presumed-abort",
  { participants: 2, presumed: "abort", crashes: "coordinator" },
  [24_965, 112_779, 34],
  { default: false },
);
export const commitCoordinator = instance(
  "coordinator-presumed-commit",
  { participants: 2, presumed: "commit", crashes: "coordinator" },
  [16_064, 61_438, 33],
  { default: false },
);

/** One of two participants has only read. */
export const reader = instance(
  "coordinator-reader",
  { participants: 2, presumed: "abort", readers: 1, crashes: "coordinator" },
  [8_891, 39_769, 23],
  { default: false },
);

/** The coordinator crashes, and one of two participants takes over, and does not ask first. */
export const oneTakesOver = instance(
  "one-takes-over",
  { participants: 2, presumed: "abort", crashes: "coordinator", transfer: true },
  [27_923, 140_848, 30],
  {
    default: false,
    outOfReach: ["inDoubtThenCommits", "toldBoth"],
    allow: {
      one: (_before, _after, { name, args }) => name !== "participantTakesOver" || (args as { c: symbol }).c === first,
      nobodyAsks: (_before, _after, { name }) => name !== "participantInquires",
    },
  },
);
