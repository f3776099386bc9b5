import { expect, test } from "vitest";
import { Lately } from "../../../../checker/compile/parallel/lately.ts";

type Slice = readonly [milliseconds: number, warmUp: number, expanded: number];

/** What is noted of each slice, and what is said after it. */
const said = (slices: readonly Slice[]) => {
  const lately = new Lately();
  return slices.map((slice) => {
    lately.note(...slice);
    return [lately.spent, lately.fast, lately.rate];
  });
};

test.each<readonly [string, readonly Slice[], readonly (readonly [spent: number, fast: number, rate: number])[]]>([
  ["nothing yet", [[0, 0, 0]], [[0, 0, 0]]],
  ["one slice, short", [[100, 0, 50]], [[100, 100, 0.5]]],
  [
    "what warming up takes is left out",
    [
      [300, 200, 100],
      [900, 1_000, 200],
    ],
    [
      [300, 100, 1],
      [1_200, 200, 1],
    ],
  ],
  [
    "a search that is slow for a moment is not taken to be slow, and one that stays slow is, a second later",
    [
      [250, 0, 250],
      [250, 0, 270],
      [250, 0, 290],
      [250, 0, 310],
      [250, 0, 360],
    ],
    [
      [250, 250, 1],
      [500, 500, 1],
      [750, 750, 1],
      [1_000, 1_000, 1],
      [1_250, 1_250, 0.2],
    ],
  ],
])("%s", (_, slices, expected) => expect(said(slices)).toEqual(expected));
