// What each variant costs where nothing fails.
import { expect, test } from "vitest";
import type { CostConstants } from "../../specs/commit/two-phase-commit-recovery/costs.ts";
import { PRESUMED } from "../../specs/commit/two-phase-commit-recovery/variants.ts";
import { expectGolden } from "../golden.ts";
import { type CostRow, costRow, costTable } from "./two-phase-commit-recovery-costs.ts";

type Row = Omit<CostConstants, "costs">;

/** Of a transaction that aborts, one participant at least has changed something: it votes no. */
const rows: Row[] = PRESUMED.flatMap((presumed) =>
  (["commit", "abort"] as const).flatMap((outcome) =>
    [1, 2, 3].flatMap((participants) =>
      [0, 1, 2, 3]
        .filter((readers) => readers < participants || (readers === participants && outcome === "commit"))
        .map((readers) => ({ presumed, outcome, participants, readers })),
    ),
  ),
);

const known = new Map<Row, Promise<CostRow>>();
const costOf = (row: Row): Promise<CostRow> => {
  const cost = known.get(row) ?? costRow(row);
  known.set(row, cost);
  return cost;
};

/** Of n participants that have changed something, all in all: messages, and records forced. */
const formulas = {
  nothing: { commit: (n: number) => [4 * n, 2 * n + 1], abort: (n: number) => [4 * n - 2, 2 * n] },
  abort: { commit: (n: number) => [4 * n, 2 * n + 1], abort: (n: number) => [3 * n - 1, n - 1] },
  commit: { commit: (n: number) => [3 * n, n + 2], abort: (n: number) => [4 * n - 2, 2 * n] },
};

const titleOf = ({ presumed, outcome, participants, readers }: Row) =>
  `presumed ${presumed}, ${outcome}: ${participants} participants, of which ${readers} have only read`;

test.each(rows.map((row) => [titleOf(row), row] as const))("%s", async (_title, row) => {
  const { presumed, outcome, participants, readers = 0 } = row;
  const { messages, coordinatorForced, forced } = await costOf(row);
  const [itsMessages, itsForced] = formulas[presumed][outcome](participants - readers);
  const nobodyChanged = readers === participants;
  expect({ messages, forced: coordinatorForced + forced }).toEqual({
    messages: itsMessages + 2 * readers,
    forced: nobodyChanged ? (presumed === "commit" ? 1 : 0) : itsForced,
  });
});

test("the plain one needs 4N messages, of four participants as well", { timeout: 120_000 }, async () => {
  expect(await costRow({ presumed: "nothing", outcome: "commit", participants: 4 })).toMatchObject({ messages: 16 });
});

test("the table of costs", { timeout: 300_000 }, async () => {
  const all: CostRow[] = [];
  for (const row of rows) all.push(await costOf(row));
  expectGolden("two-phase-commit-recovery-costs", costTable(all));
});
