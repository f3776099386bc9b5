import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arrows } from "./arrows.ts";
import { survey } from "./cruise.ts";
import { top } from "./walk.ts";

test("every import of the house follows an arrow", async () => {
  const { modules, violations } = await survey(top);
  expect(modules).toBeGreaterThan(20);
  expect(violations).toEqual([]);
});

// A rule that never bites is no rule: each is shown one import that it forbids, in a house of its own.
const broken: Record<string, [from: string, to: string, text?: string]> = {
  "the-language-stands-alone": ["specs/language/type.ts", "specs/commit/commit.ts"],
  "specs-know-only-specs": ["specs/commit/commit.ts", "checker/check.ts"],
  "the-checker-knows-only-the-language": ["checker/check.ts", "specs/commit/commit.ts"],
  "the-command-line-knows-the-catalogue-and-implementations": ["checker/cli/main.ts", "specs/commit/commit.ts"],
  "the-checker-does-not-know-its-command-line": ["checker/check.ts", "checker/cli/main.ts"],
  "implementations-know-no-checker": ["impl/runtime/core.ts", "checker/check.ts"],
  "only-mappings-know-specs": ["impl/commit/two-phase/participant.ts", "specs/commit/commit.ts"],
  "nothing-imports-tests": ["impl/runtime/core.ts", "test/some.test.ts"],
  "the-core-runs-in-a-browser": ["checker/explore/search.ts", "node:fs"],
  "the-core-needs-only-immer": ["checker/explore/search.ts", "commander"],
  "what-runs-is-a-dependency": ["checker/report/report.ts", "vitest"],
  "every-import-resolves": ["checker/check.ts", "./nowhere.ts"],
  "no-cycles": ["checker/check.ts", "checker/check.ts"],
};

describe("each rule bites", () => {
  let house: string;

  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), "quorate-arrows-"));
    symlinkSync(join(top, "node_modules"), join(house, "node_modules"), "dir");
    write(
      "package.json",
      JSON.stringify({ type: "module", dependencies: { commander: "*" }, devDependencies: { vitest: "*" } }),
    );
  });

  afterEach(() => rmSync(house, { recursive: true }));

  const write = (file: string, text: string) => {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), text);
  };

  test("every rule has its broken house", () => {
    expect(Object.keys(broken).sort()).toEqual(arrows.map(({ name }) => name).sort());
  });

  for (const [rule, [from, to]] of Object.entries(broken)) {
    test(rule, async () => {
      const inside = to.endsWith(".ts") && !to.startsWith(".");
      const up = "../".repeat(from.split("/").length - 1);
      if (inside) write(to, "export type Thing = number;\n");
      write(from, `export type { Thing } from "${inside ? up + to : to}";\n`);
      const { modules, violations } = await survey(house);
      expect(modules).toBeGreaterThan(0);
      expect(violations.map((violation) => violation.split(":")[0])).toContain(rule);
    });
  }

  test("a mapping may know the spec", async () => {
    write("specs/commit/commit.ts", "export type Thing = number;\n");
    write("impl/commit/two-phase/mapping.ts", `export type { Thing } from "../../../specs/commit/commit.ts";\n`);
    expect(await survey(house)).toEqual({ modules: 2, violations: [] });
  });
});
