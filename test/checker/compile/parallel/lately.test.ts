import { expect, test } from "vitest";
import { Lately } from "../../../../checker/compile/parallel/lately.ts";

/** What is noted of each slice, and what is said after it. */
const said = (slices: readonly (readonly [milliseconds: number, expanded: number])[]) => {
  const lately = new Lately();
  return slices.map(([milliseconds, expanded]) => {
    lately.note(milliseconds, expanded);
    return [lately.spent, lately.rate];
  });
};

test.each([
  ["nothing yet", [[0, 0]], [[0, 0]]],
  ["one slice", [[100, 50]], [[100, 0.5]]],
  [
    "what was slow at first is forgotten, but not at once",
    [
      [300, 3],
      [200, 203],
      [100, 303],
      [300, 603],
    ],
    [
      [300, 0.01],
      [500, 0.406],
      [600, 1],
      [900, 1],
    ],
  ],
] as const)("%s", (_, slices, expected) => expect(said(slices)).toEqual(expected));
