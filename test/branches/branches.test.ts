import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { branchesOf, tableOf, together } from "./branches.ts";

const run = (a: readonly number[], b: readonly number[]) =>
  branchesOf({ "/src/core/b.ts": { b: { 0: b } }, "/src/core/a.ts": { b: { 10: [0], 9: a } }, "/src/core/none.ts": { b: {} } });

test("each way of each branch counts, in the order of the file", () => {
  expect([...run([1, 0], [3])]).toEqual([
    ["core/a.ts", [true, false, false]],
    ["core/b.ts", [true]],
  ]);
});

test("what any run took, and the share of each", () => {
  const [tours, simulation] = [run([1, 0], [0]), run([0, 2], [0])];
  const any = together([tours, simulation]);
  expect(any.get("core/a.ts")).toEqual([true, true, false]);
  expect(tableOf({ tours, simulation, any }).split("\n")).toEqual([
    "                             branches       tours  simulation         any",
    "core                                4        25 %        25 %        50 %",
    "  a.ts                              3        33 %        33 %        66 %",
    "  b.ts                              1         0 %         0 %         0 %",
  ]);
  expect(() => together([tours, run([0], [0])])).toThrow("core/a.ts has changed between the runs");
});

/** To measure it again takes minutes: so it is not known whether the shares are today's, but each line is of a file that there is. */
test("the recorded table is of files that there are", () => {
  const recorded = readFileSync(new URL("../golden/conformance-coverage.txt", import.meta.url), "utf8").split("\n");
  const there = ["commit/two-phase-commit", "replication/quorum-store"].flatMap((core) =>
    readdirSync(new URL(`../../impl/${core}/`, import.meta.url)),
  );
  const listed = recorded.flatMap((line) => /^ {2}(\S+\.ts) /.exec(line)?.[1] ?? []);
  expect(listed.length).toBeGreaterThan(20);
  expect(listed.filter((file) => !there.includes(file))).toEqual([]);
});
