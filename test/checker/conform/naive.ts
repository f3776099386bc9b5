// Trace inclusion as the textbook has it, on tables: sets of states as sorted lists, every path written out.
import type { Case, Tables, WayHint } from "./random-specs.ts";

export interface Naive {
  /** Steps on a shortest run of the implementation that the spec cannot follow; 0 when it cannot begin so. */
  readonly diverges: number | undefined;
  readonly pairs: number;
}

export const naive = (given: Case): Naive => {
  const start = given.colours[0];
  if (start !== undefined && start !== given.spec.colours[0]) return { diverges: 0, pairs: 0 };
  let layer: [state: number, set: number[]][] = [[0, [0]]];
  const known = new Set([JSON.stringify(layer[0])]);
  for (let depth = 1; layer.length > 0; depth++) {
    const next: typeof layer = [];
    for (const [state, set] of layer) {
      for (const { to, ways } of given.edges[state]) {
        const after = followed(given, set, ways, given.colours[to]);
        if (after.length === 0) return { diverges: depth, pairs: known.size };
        const key = JSON.stringify([to, after]);
        if (known.has(key)) continue;
        known.add(key);
        next.push([to, after]);
      }
    }
    layer = next;
  }
  return { diverges: undefined, pairs: known.size };
};

/** Where the spec can be: along some sequence of actions which is one of the ways, with hidden actions put anywhere into it. */
export const followed = (
  { spec, hidden, maxHidden }: Pick<Case, "spec" | "hidden" | "maxHidden">,
  set: readonly number[],
  ways: readonly WayHint[],
  colour: number | undefined,
): number[] => {
  const words = ways.flatMap(plain).flatMap((way) => shuffled(way, hidden, maxHidden));
  const ends = words.flatMap((word) => word.reduce<number[]>((at, action) => stepped(spec, at, action), [...set]));
  return [...new Set(ends)].filter((end) => colour === undefined || spec.colours[end] === colour).sort((a, b) => a - b);
};

const plain = (way: WayHint): number[][] => {
  if (way === "stutter") return [[]];
  return way === "anything" ? [[], [0], [1], [2]] : [[...way]];
};

const stepped = (spec: Tables, at: readonly number[], action: number): number[] => [
  ...new Set(at.flatMap((state) => spec.actions[action][state])),
];

const shuffled = (word: readonly number[], hidden: readonly number[], most: number): number[][] => {
  if (most === 0) return [[...word]];
  const fewer = shuffled(word, hidden, most - 1);
  const longer = fewer
    .filter(({ length }) => length === word.length + most - 1)
    .flatMap((shorter) => hidden.flatMap((action) => shorter.concat(0).map((_, i) => shorter.toSpliced(i, 0, action))));
  const distinct = new Map([...fewer, ...longer].map((each) => [each.join(), each]));
  return [...distinct.values()];
};
