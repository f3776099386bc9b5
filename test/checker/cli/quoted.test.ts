import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quoted } from "../../../checker/cli/quoted.ts";
import { normalised } from "../../golden.ts";
import { quorate, top } from "./quorate.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "quorate-cli-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** What a shell makes of a line, word by word. */
const wordsOf = (line: string): string[] =>
  execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

test.each([
  "spec.ts#good",
  "two-phase-commit/3",
  "",
  "a b",
  "it's",
  "'",
  '"quotes"',
  "$HOME `ls` \\ !",
  "(x) & ; | < > * ?",
  "two\nlines",
  "é",
  "~",
])("%j stands for itself on a command line", (word) => {
  expect(wordsOf(quoted(word))).toEqual([word]);
});

test("what needs no quotes has none", () => {
  expect(quoted("./specs/my-spec.ts#small")).toBe("./specs/my-spec.ts#small");
});

test("a simulation of odd names names the command that is the same again", async () => {
  const language = pathToFileURL(`${top}/specs/language/index.ts`).href;
  mkdirSync(join(cwd, "my $dir (x)"));
  writeFileSync(
    join(cwd, "my $dir (x)", "it's.mjs"),
    `import { instance, mutant, range, spec } from ${JSON.stringify(language)};
const up = { guard: (s) => s.n < 3, effect: (s) => { s.n++; } };
export const odd = (constants) => spec({
  name: "odd", state: { n: range(0, 3) }, init: { n: 0 }, actions: { up },
  invariants: { "it's $LOW": (s) => s.n < 3 - (constants.what ? 1 : 0) },
});
export const mine = instance(odd, {}, { within: (s) => s.n < 2 });
export const worse = mutant(mine, 'it\\'s "$WORSE"', { actions: { up: { effect: (s) => { s.n = 3; } } }, breaks: "it's $LOW" });
`,
  );
  const again = async (...args: string[]) => {
    const first = await quorate(cwd, "simulate", ...args);
    const line = /again +(quorate .*)/.exec(first.stdout)![1];
    const second = await quorate(cwd, ...wordsOf(line).slice(1));
    expect(normalised(second.stdout)).toBe(normalised(first.stdout));
  };
  const file = "my $dir (x)/it's.mjs";
  await again(`${file}#odd`, "--constants", '{"what":"it\'s $HOME"}', "--property", "it's $LOW", "--seed", "1");
  await again(file, "--mutant", 'it\'s "$WORSE"', "--seed", "1");
});
