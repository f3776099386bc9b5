/**
 * Milliseconds to wait before attempt number `attempt`, from 1: twice as long after each failure up to a limit, and half of it by
 * chance, so that nodes that failed together do not come back together.
 */
export const backoff = (
  attempt: number,
  [least, most]: readonly [least: number, most: number],
  random: () => number = Math.random,
): number => {
  const mean = Math.min(most, least * 2 ** Math.min(attempt - 1, 30));
  return mean * (0.5 + random());
};
