import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { expectGolden } from "../golden.ts";

const TOP = resolve(import.meta.dirname, "../..");
const COMPILER = join(TOP, "node_modules/typescript/bin/tsc");
const EXPECTED = /^\s*\/\/ @ts-expect-error (.*)$/;

interface Reported {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What the compiler says of a file, as it stands in the house but with nothing expected of it. */
const compiled = async (file: string, text: string): Promise<Reported[]> => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-mistakes-"));
  try {
    symlinkSync(join(TOP, "specs"), join(folder, "specs"), "dir");
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, file), text);
    const { compilerOptions } = JSON.parse(readFileSync(join(TOP, "tsconfig.json"), "utf8").replace(/^\s*\/\/.*$/gm, ""));
    const options = { ...compilerOptions, types: [], preserveSymlinks: true };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: [file] }));
    const run = promisify(execFile)(process.execPath, [COMPILER, "-p", folder, "--pretty", "false"], { cwd: folder });
    return reported(
      await run.then(
        ({ stdout }) => stdout,
        ({ stdout }: { stdout: string }) => stdout,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** An error's first line says where and what; the lines indented below say why. */
const reported = (output: string): Reported[] =>
  output.split(/\n(?=\S)/).flatMap((entry) => {
    const found = /^(\S+)\((\d+),(\d+)\): error (TS[\s\S]*)$/.exec(entry.trimEnd());
    return found ? [{ line: Number(found[2]), column: Number(found[3]), message: found[4] }] : [];
  });

const cut = (line: string) => (line.length > 160 ? `${line.slice(0, 156)} ...` : line);

test("what the author of each mistake sees", { timeout: 30_000 }, async () => {
  const lines = readFileSync(join(import.meta.dirname, "mistakes.ts"), "utf8").split("\n");
  const text = lines.map((line) => line.replace(EXPECTED, "")).join("\n");
  const errors = await compiled("mistakes.ts", text.replaceAll("../../specs/", "./specs/"));

  const seen = lines.flatMap((line, at) => {
    const mistake = EXPECTED.exec(line)?.[1];
    if (mistake === undefined) return [];
    const shown = lines[at + 1];
    const here = errors.filter((error) => error.line === at + 2);
    const messages = here.map(
      ({ column, message }) => `${" ".repeat(column - 1)}^\n${message.split("\n").map(cut).join("\n")}`,
    );
    return [{ mistake, count: here.length, text: [`## ${mistake}`, shown, ...messages].join("\n") }];
  });

  expect(seen.filter(({ count }) => count !== 1).map(({ text }) => text)).toEqual([]);
  expect(errors.length).toBe(seen.length);
  expectGolden("compiler-errors", `${seen.map((each) => each.text).join("\n\n")}\n`);
});
