import { expect, test } from "vitest";
import { expectGolden } from "../golden.ts";
import { type QuorumRow, quorumRow, quorumTable, type Sizes } from "./quorum-register-table.ts";

const allSizes = (replicas: number): Sizes[] => {
  const sizes = Array.from({ length: replicas }, (_, i) => i + 1);
  return sizes.flatMap((write) => sizes.map((read) => ({ replicas, write, read })));
};
const all = [...[1, 2, 3, 4, 5].flatMap(allSizes), { replicas: 7, write: 4, read: 4 }];

const known = new Map<Sizes, Promise<QuorumRow>>();
const rowOf = (sizes: Sizes): Promise<QuorumRow> => {
  const row = known.get(sizes) ?? quorumRow(sizes);
  known.set(sizes, row);
  return row;
};

test.each(all)("$replicas/$write/$read: quorums meet, and reads see, exactly when W + R > N", async (sizes) => {
  const { replicas, write, read } = sizes;
  expect(await rowOf(sizes)).toEqual({
    ...sizes,
    meets: write + read > replicas,
    stale: write + read > replicas ? undefined : write + read + 4,
    tolerated: {
      read: replicas - read,
      "write-back read": replicas - Math.max(read, write),
      write: replicas - write,
      "read-first write": replicas - Math.max(read, write),
    },
  });
});

test("the table of quorums", { timeout: 300_000 }, async () => {
  const rows: QuorumRow[] = [];
  for (const sizes of all) rows.push(await rowOf(sizes));
  expectGolden("quorum-table", quorumTable(rows));
});
