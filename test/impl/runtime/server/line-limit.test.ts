import { expect, test } from "vitest";
import { lineLimit } from "../../../../impl/runtime/server/line-limit.ts";

test("so many lines of a kind in a second; the next one knows how many were left out", () => {
  let now = 0;
  const limit = lineLimit(2, () => now);
  expect([limit("closed"), limit("closed"), limit("closed"), limit("closed"), limit("rejected")]).toEqual([
    0,
    0,
    undefined,
    undefined,
    0,
  ]);
  now = 999;
  expect(limit("closed")).toBeUndefined();
  now = 1000;
  expect([limit("closed"), limit("closed"), limit("closed")]).toEqual([3, 0, undefined]);
});
