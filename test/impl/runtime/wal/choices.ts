import type { Choose } from "./fake-disk.ts";

/** Choices drawn from a seed: mulberry32. */
export const drawn = (seed: number): Choose => {
  let state = seed >>> 0;
  return (of) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % of;
  };
};

/** Every sequence of choices that a run can make, up to this many runs: returns whether these were all. */
export const everyChoice = async (most: number, run: (choose: Choose) => Promise<void>): Promise<boolean> => {
  const made: { chosen: number; of: number }[] = [];
  for (let runs = 0; runs < most; runs++) {
    let at = 0;
    await run((of) => {
      if (at === made.length) made.push({ chosen: 0, of });
      return made[at++].chosen;
    });
    while (made.length > 0 && made[made.length - 1].chosen + 1 === made[made.length - 1].of) made.pop();
    if (made.length === 0) return true;
    made[made.length - 1].chosen++;
  }
  return false;
};
