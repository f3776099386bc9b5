// How much is run: what fits into a check of every commit, or with CONFORMANCE=large what takes an hour.
export const isLarge = process.env.CONFORMANCE === "large";

export const sizes = isLarge ? { seeds: 10_000, followed: 1_000, tapes: 2_000 } : { seeds: 250, followed: 30, tapes: 50 };

/** For each seeded bug, be the run large or not. */
export const SEEDS_TO_KILL = 150;

/** Milliseconds that one scenario, one bug or one lot of runs may take. */
export const PATIENCE = isLarge ? 3_600_000 : 900_000;
