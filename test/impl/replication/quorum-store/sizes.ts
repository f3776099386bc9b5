// How much is run: what fits into a check of every commit, or with CONFORMANCE=large what takes an hour.
export const isLarge = process.env.CONFORMANCE === "large";

export const sizes = isLarge
  ? {
      seeds: 10_000,
      followed: 2_000,
      tapes: 5_000,
      killing: { seeds: 2_000, followed: 300, tapes: 1_000, shrinking: 1_000, shrinkingFollowed: 300 },
    }
  : {
      seeds: 250,
      followed: 25,
      tapes: 150,
      killing: { seeds: 150, followed: 12, tapes: 100, shrinking: 60, shrinkingFollowed: 20 },
    };
