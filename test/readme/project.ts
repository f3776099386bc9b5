// A user's project as the README tells her to make it, with Quorate installed: built from a copy, so that nobody's build is disturbed.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOP } from "./document.ts";

const SOURCES = ["package.json", "tsconfig.json", "tsconfig.build.json", "specs", "checker", "impl"];

// Nothing of what vitest and npm tell the processes that they start; nor where they find the house's own tools.
const PATH = (process.env.PATH ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
const environment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => ["HOME", "TMPDIR", "LANG"].includes(name))),
  PATH: PATH.join(":"),
  NO_COLOR: "1",
});

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a line as a shell would, and `npx` as it runs what is installed. Says on one stream what was said on both. */
export const runLine = (folder: string, line: string): Ran => {
  const command = `${line.replace(/^npx /, "node_modules/.bin/")} 2>&1`;
  const { status, stdout, error } = spawnSync("sh", ["-c", command], {
    cwd: folder,
    env: environment(),
    encoding: "utf8",
  });
  if (error) throw error;
  return { status, output: stdout.trimEnd() };
};

const build = (folder: string): void => {
  for (const source of SOURCES.filter((name) => existsSync(join(TOP, name)))) {
    cpSync(join(TOP, source), join(folder, source), { recursive: true });
  }
  symlinkSync(join(TOP, "node_modules"), join(folder, "node_modules"), "dir");
  const { status, output } = runLine(folder, "npx tsc --project tsconfig.build.json");
  if (status !== 0) throw new Error(`the package does not build:\n${output}`);
  chmodSync(join(folder, "dist/checker/cli/main.js"), 0o755);
};

/** The project's folder, below one that the caller removes, with files by these names. */
export const projectWith = (files: readonly { readonly name: string; readonly text: string }[]): string => {
  const folder = join(mkdtempSync(join(tmpdir(), "quorate-readme-")), "project");
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  mkdirSync(join(modules, "quorate"));
  build(join(modules, "quorate"));
  symlinkSync("../quorate/dist/checker/cli/main.js", join(modules, ".bin/quorate"));
  symlinkSync(join(TOP, "node_modules/vitest"), join(modules, "vitest"), "dir");
  for (const tool of ["tsc", "tsx", "vitest"]) symlinkSync(join(TOP, "node_modules/.bin", tool), join(modules, ".bin", tool));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  return folder;
};
