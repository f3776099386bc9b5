import { expect, test } from "vitest";
import type { Result } from "../../../../impl/replication/quorum-store/messages.ts";
import { notLinearizable, type Operation } from "./histories.ts";
import { versionOf } from "./transcript.ts";

const version = versionOf("1:a.1.1");
const put = (
  called: number,
  returned: number,
  value: string,
  result: Result | undefined = { type: "written", version },
): Operation => ({
  command: { type: "put", key: "k", value },
  called,
  returned,
  result,
});
const get = (called: number, returned: number, value: string | null, key = "k"): Operation => ({
  command: { type: "get", key },
  called,
  returned,
  result: { type: "value", value, version: value === null ? null : version },
});
const unknown: Result = { type: "unknown", why: "" };
const unavailable: Result = { type: "unavailable", why: "" };

test.each<[string, boolean, Operation[]]>([
  ["nothing", true, []],
  ["a read of what was written", true, [put(1, 2, "x"), get(3, 4, "x")]],
  ["a read of what was before", false, [put(1, 2, "x"), get(3, 4, null)]],
  ["a read while it is written: new", true, [put(1, 9, "x"), get(2, 3, "x")]],
  ["a read while it is written: old", true, [put(1, 9, "x"), get(2, 3, null)]],
  ["old, then new", true, [put(1, 9, "x"), get(2, 3, null), get(4, 5, "x")]],
  ["new, then old", false, [put(1, 9, "x"), get(2, 3, "x"), get(4, 5, null)]],
  ["new and old at once", true, [put(1, 9, "x"), get(2, 5, "x"), get(3, 6, null)]],
  ["two writes at once, read in one order", true, [put(1, 9, "x"), put(1, 9, "y"), get(2, 3, "x"), get(4, 5, "y")]],
  ["and back again", false, [put(1, 9, "x"), put(1, 9, "y"), get(2, 3, "x"), get(4, 5, "y"), get(6, 7, "x")]],
  ["a write of which nothing is known takes effect late", true, [put(1, 2, "x", unknown), get(3, 4, null), get(5, 6, "x")]],
  ["or never", true, [put(1, 2, "x", unknown), get(3, 4, null)]],
  ["but not twice", false, [put(1, 2, "x", unknown), put(3, 4, "y"), get(5, 6, "x"), get(7, 8, "y"), get(9, 10, "x")]],
  ["a write that never came back", true, [put(1, 2, "x", undefined), get(3, 4, "x")]],
  ["a write that was said not to be", false, [put(1, 2, "x", unavailable), get(3, 4, "x")]],
  ["a value from nowhere", false, [get(1, 2, "x")]],
  ["another key's", false, [put(1, 2, "x"), get(3, 4, "x", "j")]],
])("%s", (_, isFine, history) => {
  expect(notLinearizable(history) === undefined).toBe(isFine);
});

test("forty operations at once are soon decided", () => {
  const writes = Array.from({ length: 20 }, (_, i) => put(i, 100 + i, `v${i}`));
  const reads = Array.from({ length: 20 }, (_, i) => get(i, 100 + i, `v${i}`));
  expect(notLinearizable([...writes, ...reads])).toBe(undefined);
});
