/**
 * Keeps whoever connects a thousand times a second from filling the operator's disk: so many lines of a kind in a second, and then
 * the next one says how many were left out. Returns the lines left out before this one, or nothing if this one is left out too.
 */
export const lineLimit = (mostPerSecond: number, now: () => number = () => performance.now()) => {
  const kinds = new Map<string, { since: number; said: number; left: number }>();
  return (kind: string): number | undefined => {
    const at = now();
    let count = kinds.get(kind);
    if (!count || at - count.since >= 1000) {
      count = { since: at, said: 0, left: count?.left ?? 0 };
      kinds.set(kind, count);
    }
    if (count.said >= mostPerSecond) {
      count.left++;
      return undefined;
    }
    const { left } = count;
    count.said++;
    count.left = 0;
    return left;
  };
};
