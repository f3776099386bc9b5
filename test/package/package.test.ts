import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Installed, installed, run, tsc } from "./install.ts";
import { brokenSpec, misspeltSpec, mySpec, script, tsconfig } from "./user-project.ts";

let at: Installed;
const write = (file: string, text: string) => writeFileSync(join(at.project, file), text);

beforeAll(() => {
  at = installed();
  write("tsconfig.json", tsconfig);
  write("my-spec.ts", mySpec);
});

afterAll(() => rmSync(at.folder, { recursive: true, force: true }));

test("the package holds what is built, the sources of the specs, and nothing else", async () => {
  const files = (readdirSync(at.package, { recursive: true }) as string[]).filter(
    (file) => !file.startsWith("node_modules") && statSync(join(at.package, file)).isFile(),
  );
  expect(files).toContain(join("dist", "checker", "cli", "main.js"));
  expect(files).toContain(join("specs", "commit", "two-phase-commit.ts"));
  const published = /^(dist.(?!test)|specs.*\.ts$|package\.json$|README\.md$|LICENSE$)/;
  expect(files.filter((file) => !published.test(file))).toEqual([]);
  const { messages, pkg } = await publint({ pkgDir: at.package, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg as Record<string, unknown>))).toEqual([]);
});

test("the source maps of the specs lead to the sources in the package", () => {
  const built = join(at.package, "dist", "specs");
  const maps = (readdirSync(built, { recursive: true }) as string[]).filter((file) => file.endsWith(".js.map"));
  expect(maps).not.toEqual([]);
  for (const map of maps) {
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(built, map), "utf8"));
    expect(readFileSync(resolve(built, dirname(map), sources[0]), "utf8")).toBe(sourcesContent[0]);
  }
});

test("the line that a counterexample of the catalogue names can be opened", () => {
  const mistake = "the TM commits when some RM has prepared";
  const check = ["quorate", "check", "two-phase-commit/2", "--mutant", mistake, "--property", "consistent"];
  const { output } = run(at.project, "npx", ...check);
  const [, file, line] = /^ *at (.*):(\d+)$/m.exec(output) ?? [];
  expect(file, output).toBe(join("node_modules", "quorate", "specs", "commit", "two-phase-commit.ts"));
  expect(readFileSync(join(at.project, file), "utf8").split("\n")[Number(line) - 1]).toContain("consistent:");
});

test("a spec written against the declarations type-checks", () => {
  expect(run(at.project, tsc)).toEqual({ status: 0, output: "" });
});

test("a misspelt value is an error at its token", () => {
  write("misspelt.ts", misspeltSpec);
  const line = misspeltSpec.split("\n").findIndex((text) => text.includes(`"holdin"`)) + 1;
  const { status, output } = run(at.project, tsc);
  rmSync(join(at.project, "misspelt.ts"));
  expect(status).not.toBe(0);
  expect(output).toContain(`misspelt.ts(${line},`);
  expect(
    output
      .trim()
      .split("\n")
      .filter((text) => text.includes("error TS")),
  ).toHaveLength(1);
});

test("the command checks a file of TypeScript", () => {
  const { status, output } = run(at.project, "npx", "quorate", "check", "./my-spec.ts");
  expect(output).toMatch(/^verified lock\/two states=3 generated=5 depth=2 seconds=/m);
  expect(status).toBe(0);
});

test("a broken spec is shown with the steps that break it, and where the property stands", () => {
  write("broken-spec.ts", brokenSpec);
  const line = brokenSpec.split("\n").findIndex((text) => text.includes("exclusive:")) + 1;
  const { status, output } = run(at.project, "npx", "quorate", "check", "./broken-spec.ts");
  expect(output).toMatch(/^violated lock\/two /m);
  expect(output).toContain("client[client1].state: idle -> holding");
  expect(output).toContain(`broken-spec.ts:${line}`);
  expect(status).toBe(1);
});

test("a project that does not say it is of modules is served too", () => {
  write("package.json", JSON.stringify({ name: "project", private: true, dependencies: { quorate: "*" } }));
  const { status, output } = run(at.project, "npx", "quorate", "check", "./my-spec.ts#two");
  write("package.json", JSON.stringify({ name: "project", private: true, type: "module", dependencies: { quorate: "*" } }));
  expect(output).toMatch(/^verified lock\/two states=3 /m);
  expect(status).toBe(0);
});

test("the library checks from a script", () => {
  write("script.mjs", script);
  const { status, output } = run(at.project, process.execPath, "script.mjs");
  expect(status, output).toBe(0);
  expect(JSON.parse(output)).toEqual({
    verdict: "verified",
    states: 2,
    generated: 3,
    depth: 2,
    faces: ["function", true, 288],
  });
});
