/**
 * Which branches of the protocols' cores each mode of conformance takes, as a table: `npm run conformance:coverage` runs the tours
 * alone; `npm run conformance:coverage -- tours exploration simulation` all modes, which takes minutes, and with UPDATE_GOLDEN=1
 * records the table in test/golden/conformance-coverage.txt.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { branchesOf, type Coverage, type Taken, tableOf, together } from "./branches.ts";

const CORES = ["impl/commit/two-phase-commit", "impl/replication/quorum-store"];
const MODES: Readonly<Record<string, readonly string[]>> = {
  tours: ["commit/two-phase-commit/tours", "replication/quorum-store/toured"],
  exploration: ["commit/two-phase-commit/conformance", "replication/quorum-store/explored"],
  simulation: ["commit/two-phase-commit/simulation", "replication/quorum-store/simulated"],
};

const root = new URL("../../", import.meta.url);

/** @throws Error when a test fails: then the figures would be of something else. */
const covered = (mode: string): ReadonlyMap<string, Taken> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-coverage-"));
  try {
    const vitest = new URL("node_modules/vitest/vitest.mjs", root).pathname;
    const args = ["run", "--config", "test/vitest.config.ts", "--project", "house"];
    const tests = MODES[mode].map((name) => `test/impl/${name}.test.ts`);
    const coverage = [
      "--coverage.enabled",
      ...CORES.map((core) => `--coverage.include=${core}/*.ts`),
      ...["test/**", "**/*mapping.ts"].map((left) => `--coverage.exclude=${left}`),
      "--coverage.reporter=json",
      `--coverage.reportsDirectory=${folder}`,
    ];
    // Everything slows down when it is watched.
    const { status } = spawnSync(process.execPath, [vitest, ...args, ...tests, ...coverage, "--testTimeout=900000"], {
      cwd: root,
      // The tables of the tests themselves stay as they are.
      env: { ...process.env, UPDATE_GOLDEN: "" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) throw new Error(`the tests of ${mode} fail: ${tests.join(", ")}`);
    return branchesOf(JSON.parse(readFileSync(join(folder, "coverage-final.json"), "utf8")) as Coverage);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const main = (asked: readonly string[]): void => {
  const unknown = asked.find((mode) => !Object.hasOwn(MODES, mode));
  if (unknown !== undefined) throw new RangeError(`there is no mode ${unknown}; there are ${Object.keys(MODES).join(", ")}`);
  const runs = Object.fromEntries(asked.map((mode) => [mode, covered(mode)]));
  const table = tableOf(asked.length > 1 ? { ...runs, any: together(Object.values(runs)) } : runs);
  process.stdout.write(`${table}\n`);
  if (process.env.UPDATE_GOLDEN && asked.length === Object.keys(MODES).length) {
    writeFileSync(new URL("test/golden/conformance-coverage.txt", root), `${table}\n`);
  }
};

main(process.argv.length > 2 ? process.argv.slice(2) : ["tours"]);
