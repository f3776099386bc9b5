// README.md as a program: what it says was run is run, and comes out as it says. `npm run readme` rewrites what came out.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { normalised } from "../golden.ts";
import { decided, listed, recorded, rowsOf, tableOf } from "./catalogue-table.ts";
import { blocks, blocksOf, catalogueTable, readme, rewrite, rewriteCatalogueTable, TOP } from "./document.ts";
import { projectWith, runLine } from "./project.ts";
import { exchanges, isSame, transcript } from "./transcript.ts";

const isUpdate = Boolean(process.env.UPDATE_GOLDEN);

/** All that a run of everything takes, on a slow machine. */
const PATIENCE = 1_800_000;

let project: string;
beforeAll(() => {
  project = projectWith(blocksOf("file"));
}, 120_000);
afterAll(() => rmSync(dirname(project), { recursive: true, force: true }));

test("every block is of a kind that is checked", () => {
  expect(blocksOf("unknown").map(({ name }) => name)).toEqual([]);
  expect(readme().match(/^ *(```|~~~)/gm)).toHaveLength(2 * blocks.length);
});

test.each(blocksOf("console"))("what is seen after $name", ({ text }) => {
  const shown = exchanges(text);
  const seen = shown.map(({ command }) => ({ command, output: runLine(project, command).output }));
  expect(seen.map(({ command }) => command)).not.toEqual([]);
  if (!isUpdate) expect(normalised(text)).toBe(normalised(transcript(seen)));
  else if (!isSame(text, transcript(seen))) rewrite(text, transcript(seen));
});

// After the commands that save the runs.
test("each run is shown again by the command that it ends with", () => {
  const commands = [...readme().matchAll(/^ +(quorate replay \S+)$/gm)].map(([, command]) => command);
  expect(commands).not.toEqual([]);
  for (const command of commands) expect(runLine(project, `npx ${command}`).output).toMatch(/^confirmed /m);
});

test("the files pass the type check and the tests that are among them", () => {
  expect(runLine(project, "npx tsc")).toEqual({ status: 0, output: "" });
  const { status, output } = runLine(project, "npx vitest run");
  expect(status, output).toBe(0);
});

test.each([
  ["renamed in the server", 'yield { action: "keep",', 'yield { action: "kept",'],
  ["renamed in the mapping", "keep: ({ type }, before", "kept: ({ type }, before"],
  ["renamed in the spec", 'enter: () => "enter"', 'enter: () => "enters"'],
])("an action that is %s does not compile", (_, from, to) => {
  const file = join(project, "lock-server.ts");
  const asItWas = readFileSync(file, "utf8");
  expect(asItWas).toContain(from);
  writeFileSync(file, asItWas.replace(from, to));
  try {
    expect(runLine(project, "npx tsc")).toMatchObject({ status: 1, output: expect.stringContaining("lock-server.ts") });
  } finally {
    writeFileSync(file, asItWas);
  }
});

test("a package of the other type can hold them, too, and the scripts can be run again", () => {
  const file = join(project, "package.json");
  const asItWas = readFileSync(file, "utf8");
  writeFileSync(file, asItWas.replace('"type":"module"', '"type":"commonjs"'));
  try {
    expect(runLine(project, "npx tsc")).toEqual({ status: 0, output: "" });
    expect(runLine(project, "npx quorate check ./lock.ts#two").output).toMatch(/^verified lock\/2 /m);
    expect(runLine(project, "npx tsx conform.mts").output).toMatch(/^conforms lock\/2 /m);
    expect(runLine(project, "sh store.sh").output).toMatch(/^green$/m);
  } finally {
    writeFileSync(file, asItWas);
  }
});

test.each(["store", "bank"])("%s.sh gives up where no node can start, and says why", (name) => {
  const elsewhere = join(project, `no-${name}`);
  mkdirSync(elsewhere);
  expect(runLine(elsewhere, `sh ../${name}.sh`)).toEqual({ status: 1, output: expect.stringMatching(/quorate.* not found/) });
});

test.each(blocksOf("quote"))("what is quoted from $name stands there, in this order", ({ name, text }) => {
  const lines = readFileSync(join(TOP, name), "utf8")
    .split("\n")
    .map((line) => line.trim());
  let from = 0;
  for (const line of text
    .trimEnd()
    .split("\n")
    .map((quoted) => quoted.trim())) {
    if (line === "...") continue;
    const at = lines.indexOf(line, from);
    expect(at, `not in ${name}, or not after what is quoted before it: ${line}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
});

test("what is named is there: scripts of npm, and files that are linked to", () => {
  const { scripts } = JSON.parse(readFileSync(join(TOP, "package.json"), "utf8"));
  const named = [...readme().matchAll(/\bnpm (?:run (\S+?)|(test))\b/g)].map(([, script, own]) => script ?? own);
  expect(named).toContain("test");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const linked = [...readme().matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path);
  expect(linked.filter((path) => !existsSync(join(TOP, path)))).toEqual([]);
});

describe("the table of the catalogue", () => {
  if (isUpdate) {
    test("is written", { timeout: PATIENCE }, async () => {
      const rows: string[] = [];
      for (const each of listed) rows.push(...rowsOf(each, await decided(each)));
      rewriteCatalogueTable(tableOf(rows));
    });
  }

  // That each instance comes out as it records, and that each mutant is killed, is tested beside the specs.
  test("holds every protocol, its default instances as they are recorded, and all its mutants", () => {
    expect(catalogueTable()).toBe(tableOf(listed.flatMap((each) => rowsOf(each, recorded(each)))));
  });

  const states = ({ instances, mutants }: (typeof listed)[number]) =>
    [...instances, ...mutants.map(({ base }) => base)].reduce(
      (sum, { options }) => sum + (options.expect?.states ?? Number.POSITIVE_INFINITY),
      0,
    );

  test.each(listed.filter((each) => states(each) < 2_000))("says of $protocol what a run of it says", async (each) => {
    expect(rowsOf(each, await decided(each))).toEqual(rowsOf(each, recorded(each)));
  });
});
