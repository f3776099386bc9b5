// Every seeded bug, and the modes that find it. What a mode has not found takes minutes to look for again: only a large run does,
// and writes the table anew: `CONFORMANCE=large UPDATE_GOLDEN=1`. Every run shows again what was
// found, but for how short its tape becomes.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { expectGolden } from "../../../golden.ts";
import { type BugName, bugNames, bugs, rulesWith } from "./bugs.ts";
import { byConformance, byPromises, bySimulation, byTours, type Found } from "./modes.ts";
import { isLarge, PATIENCE, SEEDS_TO_KILL } from "./sizes.ts";

const GOLDEN = "two-phase-commit-bugs";

const modes = {
  conformance: byConformance,
  promises: byPromises,
  tours: byTours,
  simulation: async (rules: Parameters<typeof byTours>[0], known?: string) => bySimulation(rules, SEEDS_TO_KILL, known),
};
type Mode = keyof typeof modes;
const modeNames = Object.keys(modes) as Mode[];

const text = (found: Found | undefined) =>
  found === undefined ? "survived" : `killed: ${found.what}, ${found.where}, after ${found.after}, ${found.steps} steps`;

const file = new URL(`../../../golden/${GOLDEN}.txt`, import.meta.url);
const recorded = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
/** What the table says of a bug and a mode. */
const recordedOf = (name: BugName, mode: Mode): string | undefined => {
  const at = recorded.findIndex((line) => line.startsWith(`${name}: `));
  return recorded
    .slice(at + 1, at + 1 + modeNames.length)
    .find((line) => line.startsWith(`  ${mode.padEnd(11)} `))
    ?.slice(14);
};

const lines: string[] = [];

test.each(bugNames)(
  "%s",
  async (name) => {
    lines.push(`${name}: ${bugs[name].says}`);
    let kills = 0;
    for (const mode of modeNames) {
      const known = recordedOf(name, mode);
      const isKnown = !isLarge && known !== undefined;
      const cell =
        isKnown && known === "survived" ? known : text(await modes[mode](rulesWith(name), isKnown ? known : undefined));
      if (cell !== "survived") kills += 1;
      lines.push(`  ${mode.padEnd(11)} ${cell}`);
    }
    expect(kills).toBeGreaterThan(0);
  },
  PATIENCE,
);

test("which bug is found by which mode, after how many states, tests or seeds, and in how many steps it then shows", () => {
  expectGolden(GOLDEN, `${lines.join("\n")}\n`);
});

test("every bug is another rule, and there is a bug for each", () => {
  const changed = bugNames.flatMap((bug) => Object.keys(bugs[bug].rules));
  expect([...new Set(changed)].sort()).toEqual(Object.keys(commitRules).sort());
});
