// What each variant costs where nothing fails, as the checker counts it: not one entry is calculated.
import { check } from "../../checker/check.ts";
import { type CostConstants, type Costs, costInstance } from "../../specs/commit/two-phase-commit-recovery/costs.ts";

export interface CostRow extends Costs, Omit<CostConstants, "costs"> {}

const FIELDS = ["messages", "coordinatorWrites", "coordinatorForced", "writes", "forced"] as const;

/** What the shortest run costs; and a proof, over all runs, that each of them costs as much. */
export const costRow = async (constants: Omit<CostConstants, "costs">): Promise<CostRow> => {
  const run = await check(costInstance(constants), { properties: ["neverOver"] });
  const target = JSON.stringify(constants);
  if (run.verdict !== "violated") throw new Error(`${target}: no run comes to its end: ${run.message ?? run.verdict}`);
  const { history } = run.violations[0].steps.at(-1)!.state as unknown as { history: Costs };
  const costs = Object.fromEntries(FIELDS.map((field) => [field, history[field]])) as unknown as Costs;

  const all = await check(costInstance({ ...constants, costs }), { properties: ["costsAsMuch"] });
  if (all.verdict !== "verified") throw new Error(`${target}: not every run costs ${JSON.stringify(costs)}`);
  return { ...constants, ...costs };
};

export const costTable = (rows: readonly CostRow[]): string => {
  const headings = [
    "presumed",
    "outcome",
    "participants",
    "read-only",
    "messages",
    "coordinator: records",
    "forced",
    "participants: records",
    "forced",
    "forced in all",
  ];
  const lines = rows.map((row) => [
    row.presumed,
    row.outcome,
    String(row.participants),
    String(row.readers ?? 0),
    String(row.messages),
    String(row.coordinatorWrites),
    String(row.coordinatorForced),
    String(row.writes),
    String(row.forced),
    String(row.coordinatorForced + row.forced),
  ]);
  const widths = headings.map((heading, i) => Math.max(heading.length, ...lines.map((line) => line[i].length)));
  const text = (line: readonly string[]) => line.map((word, i) => word.padEnd(widths[i])).join("  ");
  return [headings, ...lines].map((line) => `${text(line).trimEnd()}\n`).join("");
};
