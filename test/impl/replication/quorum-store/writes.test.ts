import { expect, test } from "vitest";
import {
  allWrites,
  recall,
  recordOf,
  type Write,
  withWrite,
  writesOf,
} from "../../../../impl/replication/quorum-store/writes.ts";
import { versionOf } from "./transcript.ts";

const MOST = 3;
const write = (seq: number, session = "s"): Write => ({
  ...{ session, seq, version: versionOf(`${seq}:a.1.${seq}`), digest: "d", lsn: 0, isStored: false },
});
const after = (count: number) =>
  Array.from({ length: count }, (_, i) => write(i + 1)).reduce((all, one) => withWrite(all, one, MOST), writesOf([], MOST));
const known = (count: number) => allWrites(after(count)).map(({ seq }) => seq);

test.each([
  [0, []],
  [3, [1, 2, 3]],
  [4, [1, 2, 3, 4]],
  [6, [1, 2, 3, 4, 5, 6]],
  [7, [4, 5, 6, 7]],
])("of %i the latest are known, at least as many as are wanted and at most twice as many", (count, seqs) => {
  expect(known(count).sort()).toEqual(seqs);
});

test("each is found by its session and number", () => {
  const writes = withWrite(after(4), write(1, "t"), MOST);
  expect(recall(writes, { session: "s", seq: 1 })).toEqual(write(1));
  expect(recall(writes, { session: "t", seq: 1 })).toEqual(write(1, "t"));
  expect(recall(writes, { session: "t", seq: 2 })).toBe(undefined);
});

test("what becomes known of one takes the place of what was", () => {
  const before = after(2);
  const now = withWrite(before, { ...write(1), isStored: true }, MOST);
  expect(recall(now, write(1))?.isStored).toBe(true);
  expect(recall(before, write(1))?.isStored).toBe(false);
  expect(now.sizes).toEqual({ young: 2, old: 0 });
});

test("a log says the same again", () => {
  const writes = after(7);
  expect(writesOf(allWrites(writes).map(recordOf), MOST)).toEqual(writes);
});

test("many of one session, and of others between them", () => {
  const each = Array.from({ length: 100 }, (_, i) => [write(i + 1), write(i + 1, "t")]).flat();
  const writes = each.reduce((all, one) => withWrite(all, one, 60), writesOf([], 60));
  const isKnown = ({ seq }: Write) => seq > 60;
  expect(each.filter((one) => recall(writes, one))).toEqual(each.filter(isKnown));
  expect(allWrites(writes)).toHaveLength(80);
  expect(writes.sizes).toEqual({ young: 20, old: 60 });
});
