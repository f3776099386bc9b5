import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { expectGolden } from "../golden.ts";

const TOP = resolve(import.meta.dirname, "../..");
const COMPILER = join(TOP, "node_modules/typescript/bin/tsc");
const FOLDER = "test/language/mistakes";
const FILES = ["types.ts", "actions.ts", "properties.ts", "models.ts"];
const EXPECTED = /^\s*\/\/ @ts-expect-error (.*)$/;

interface Reported {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const linesOf = (file: string) => readFileSync(join(TOP, FOLDER, file), "utf8").split("\n");

/** What the compiler says of the files as they stand in the house, but with nothing expected of them. */
const compiled = async (): Promise<Reported[]> => {
  const house = mkdtempSync(join(tmpdir(), "quorate-mistakes-"));
  try {
    symlinkSync(join(TOP, "specs"), join(house, "specs"), "dir");
    cpSync(join(TOP, FOLDER), join(house, FOLDER), { recursive: true });
    for (const file of FILES) {
      const lines = linesOf(file).map((line) => line.replace(EXPECTED, ""));
      writeFileSync(join(house, FOLDER, file), lines.join("\n"));
    }
    const { compilerOptions } = JSON.parse(readFileSync(join(TOP, "tsconfig.json"), "utf8").replace(/^\s*\/\/.*$/gm, ""));
    const options = { ...compilerOptions, types: [], preserveSymlinks: true };
    writeFileSync(join(house, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["test"] }));
    writeFileSync(join(house, "package.json"), JSON.stringify({ type: "module" }));
    const run = promisify(execFile)(process.execPath, [COMPILER, "-p", house, "--pretty", "false"], { cwd: house });
    // It fails, as it should.
    return reported(await run.then(({ stdout }) => stdout).catch(({ stdout }: { stdout: string }) => stdout));
  } finally {
    rmSync(house, { recursive: true });
  }
};

/** An error's first line says where and what; the lines indented below it say why. */
const reported = (output: string): Reported[] =>
  output.split(/\n(?=\S)/).flatMap((entry) => {
    const found = /^(\S+)\((\d+),(\d+)\): error (TS[\s\S]*)$/.exec(entry.trimEnd());
    if (!found) return [];
    const [, file, line, column, message] = found;
    return [{ file: file.slice(FOLDER.length + 1), line: Number(line), column: Number(column), message }];
  });

const cut = (line: string) => (line.length > 160 ? `${line.slice(0, 156)} ...` : line);

test("what the author of each mistake sees", { timeout: 30_000 }, async () => {
  const errors = await compiled();
  const shown = FILES.flatMap((file) => {
    const lines = linesOf(file);
    return lines.flatMap((line, at) => {
      const mistake = EXPECTED.exec(line)?.[1];
      if (mistake === undefined) return [];
      const here = errors.filter((error) => error.file === file && error.line === at + 2);
      const said = here.map(({ column, message }) => `${" ".repeat(column - 1)}^\n${message.split("\n").map(cut).join("\n")}`);
      return [{ said, text: [`## ${mistake}`, lines[at + 1], ...said].join("\n") }];
    });
  });
  expect(shown.length).toBeGreaterThan(50);
  expect(shown.filter(({ said }) => said.length !== 1).map(({ text }) => text)).toEqual([]);
  expect(errors.length).toBe(shown.length);
  expectGolden("compiler-errors", `${shown.map(({ text }) => text).join("\n\n")}\n`);
});
