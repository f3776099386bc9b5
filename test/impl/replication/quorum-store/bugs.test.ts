// Seeded bugs, and which way of looking finds which. Each must be found by one at least, and by the same ones as before.
import { expect, test } from "vitest";
import { quorumRules } from "../../../../impl/replication/quorum-store/rules.ts";
import { expectGolden } from "../../../golden.ts";
import { bugNames, bugs } from "./bugs.ts";
import { modes } from "./killing.ts";
import { isLarge } from "./sizes.ts";

test("none survives all modes", { timeout: 14_400_000 }, async () => {
  const lines: string[] = [];
  const counts = new Map<string, number>();
  for (const bug of bugNames) {
    lines.push(`${bug}: ${bugs[bug].says}`);
    let kills = 0;
    for (const [name, mode] of Object.entries(modes)) {
      const how = await mode(bug);
      if (how) counts.set(name, (counts.get(name) ?? 0) + 1);
      if (how) kills++;
      lines.push(`  ${name.padEnd(28)} ${how === undefined ? "survived" : `killed    ${how}`}`);
    }
    expect({ bug, survives: kills === 0 }).toEqual({ bug, survives: false });
  }
  const total = Object.keys(modes).map((name) => `  ${name.padEnd(28)} ${counts.get(name) ?? 0} of ${bugNames.length}`);
  const table = `${[...lines, "killed", ...total].join("\n")}\n`;
  // Nobody waits an hour to compare: a large run prints what it finds.
  if (isLarge) process.stdout.write(table);
  else expectGolden("quorum-store-bugs", table);
});

test("every bug is another rule, and there is a bug for each", () => {
  const changed = bugNames.flatMap((bug) => Object.keys(bugs[bug].rules));
  expect(changed.filter((rule) => !(rule in quorumRules))).toEqual([]);
  expect([...new Set(changed)].sort()).toEqual(Object.keys(quorumRules).sort());
});
