import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const top = resolve(import.meta.dirname, "../..");
const sources = ["package.json", "tsconfig.json", "tsconfig.build.json", "README.md", "LICENSE", "specs", "checker", "impl"];

// What npm tells the scripts that it runs, this test among them, would lead an npm below to this project.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_(package|lifecycle|config_local|command)|INIT_CWD|VITEST|NODE_ENV)/.test(name),
  ),
);

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

export const run = (folder: string, command: string, ...args: readonly string[]): Ran => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env: environment, encoding: "utf8" });
  if (error) throw error;
  return { status, output: stdout + stderr };
};

const succeed = (folder: string, command: string, ...args: readonly string[]) => {
  const { status, output } = run(folder, command, ...args);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${output}`);
};

/** The package as npm would publish it. It is built from a copy, so that a build that others run meanwhile is left alone. */
const packed = (folder: string): string => {
  const copy = join(folder, "copy");
  mkdirSync(copy);
  for (const source of sources.filter((name) => existsSync(join(top, name)))) {
    cpSync(join(top, source), join(copy, source), { recursive: true });
  }
  symlinkSync(join(top, "node_modules"), join(copy, "node_modules"), "dir");
  succeed(copy, "npm", "pack", "--pack-destination", folder);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  return join(folder, tarball);
};

export interface Installed {
  readonly folder: string;
  /** The user's project, with the package installed. */
  readonly project: string;
  /** What was installed. */
  readonly package: string;
}

/** An empty project of modules of this kind, with the packed package installed as anybody would. */
export const installed = (): Installed => {
  const folder = mkdtempSync(join(tmpdir(), "quorate-package-"));
  const tarball = packed(folder);
  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true, type: "module" }));
  succeed(project, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", tarball);
  return { folder, project, package: join(project, "node_modules/quorate") };
};

/** The compiler of this project; the user's would be another copy of it. */
export const tsc = join(top, "node_modules/.bin/tsc");
