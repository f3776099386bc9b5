// The three variants: what the coordinator answers of a transaction of which it has no information, and what follows from it.

export const PRESUMED = ["nothing", "abort", "commit"] as const;
export type Presumed = (typeof PRESUMED)[number];

export type Decision = "commit" | "abort";

/**
 * What each variant forces to the log before it goes on, and has acknowledged before it is forgotten. What is presumed need be
 * neither: who has lost the record, or was never told, will ask, and hear it again.
 *
 * To presume nothing is to force and acknowledge everything. Even so there is an answer that the coordinator gives when it has no
 * information: abort, since it must have crashed before it decided.
 */
const RULES = {
  nothing: { answer: "abort", collecting: false, acknowledged: ["commit", "abort"], coordinatorForces: ["commit", "abort"] },
  abort: { answer: "abort", collecting: false, acknowledged: ["commit"], coordinatorForces: ["commit"] },
  /** With the collecting record on disk an abort needs no record of its own; without it a crash would turn into a commit. */
  commit: { answer: "commit", collecting: true, acknowledged: ["abort"], coordinatorForces: ["collecting", "commit"] },
} as const;

export const variantOf = (presumed: Presumed) => {
  const { answer, collecting, acknowledged, coordinatorForces } = RULES[presumed];
  const isIn = (words: readonly string[]) => (word: string) => words.includes(word);
  const isAcknowledged = isIn(acknowledged);
  return {
    answer: answer as Decision,
    /** Whether the coordinator writes down whom it is going to ask before it asks. */
    collecting,
    isAcknowledged,
    coordinatorForces: isIn(coordinatorForces),
    /** A participant forces what it acknowledges, and that it is prepared. */
    participantForces: isIn(["prepared", ...acknowledged]),
    /** Whether an abort is written to the coordinator's log at all. */
    logsAbort: !collecting,
  };
};

export type Variant = ReturnType<typeof variantOf>;
