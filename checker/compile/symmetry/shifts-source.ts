// The text of what moves bits: some of a word at a time.

/** Some bits of one word that go to another, all by the same distance. */
export interface Shift {
  readonly from: number;
  readonly to: number;
  readonly mask: number;
  /** To the left; to the right where it is negative. */
  readonly distance: number;
}

/** Where bits go, as shifts. */
export const shiftsOf = (moves: Iterable<readonly [from: number, to: number]>): Shift[] => {
  const shifts = new Map<string, Shift>();
  for (const [from, to] of moves) {
    const shift = { from: from >>> 5, to: to >>> 5, distance: (to & 31) - (from & 31) };
    const key = `${shift.from},${shift.to},${shift.distance}`;
    shifts.set(key, { ...shift, mask: (shifts.get(key)?.mask ?? 0) | (1 << (from & 31)) });
  }
  return [...shifts.values()];
};

export const shifted = (source: string, { mask, distance }: Shift): string => {
  const bits = mask === -1 ? source : `${source} & ${mask}`;
  if (distance === 0) return `(${bits})`;
  return distance > 0 ? `(${bits}) << ${distance}` : `(${bits}) >>> ${-distance}`;
};

export const union = (shifts: readonly Shift[], source: (from: number) => string): string =>
  shifts.length === 0 ? "0" : shifts.map((shift) => shifted(source(shift.from), shift)).join(" | ");
