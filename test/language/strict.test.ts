import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const TOP = resolve(import.meta.dirname, "../..");
const OPTIONS = "--noEmit --strict --target es2022 --module nodenext --allowImportingTsExtensions --skipLibCheck --types node";

test("what is inferred does not hang on options that an author's project may not have", { timeout: 30_000 }, async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".types.ts"));
  expect(files.length).toBeGreaterThan(2);
  const paths = files.map((file) => join(import.meta.dirname, file));
  const compiler = join(TOP, "node_modules/typescript/bin/tsc");
  const args = [compiler, "--ignoreConfig", ...OPTIONS.split(" "), "--pretty", "false", ...paths];
  const output = await promisify(execFile)(process.execPath, args, { cwd: TOP })
    .then(({ stdout }) => stdout)
    .catch(({ stdout }: { stdout: string }) => stdout);
  expect(output).toBe("");
});
