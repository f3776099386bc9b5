import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectGolden, normalised } from "../../golden.ts";
import { counters, type Ended, quorate, start, top } from "./quorate.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "quorate-cli-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const transcript = ({ status, stdout, stderr }: Ended): string =>
  normalised(`${stdout}${stderr === "" ? "" : `--- stderr\n${stderr}`}--- exit ${status}\n`, { quorate: top, cwd });

describe("what is printed, and the exit status", () => {
  const cases: [string, string[]][] = [
    ["verified", ["check", `${counters}#good`]],
    ["miscounted", ["check", `${counters}#miscounted`]],
    ["violated", ["check", `${counters}#violated`]],
    ["violated-as-recorded", ["check", `${counters}#violatedAsRecorded`]],
    ["deadlocked", ["check", `${counters}#deadlocked`]],
    ["unwitnessed", ["check", `${counters}#unwitnessed`]],
    ["incomplete", ["check", `${counters}#endless`, "--states", "1000"]],
    ["error", ["check", `${counters}#erroneous`]],
    ["refinement", ["check", `${counters}#good`, "--mutant", "all go up together"]],
    ["constants", ["check", `${counters}#counters`, "--constants", '{"counters":1,"most":3}']],
    ["unknown-property", ["check", `${counters}#good`, "--property", "someoneLag"]],
    ["unknown-mutant", ["check", counters, "--mutant", "all go up"]],
    ["no-such-file", ["check", "specs/none.ts"]],
    ["usage", ["check", "--workers", "none"]],
    ["workers", ["check", `${counters}#good`, "--workers", "2"]],
    ["mutants", ["mutants", counters]],
  ];
  for (const [name, args] of cases)
    test(name, async () => expectGolden(`cli/${name}`, transcript(await quorate(cwd, ...args))));

  test("several at once are counted at last", async () => {
    const { stdout } = await quorate(
      cwd,
      "check",
      `${counters}#violatedAsRecorded`,
      `${counters}#good`,
      `${counters}#miscounted`,
    );
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("2 of 3 as recorded");
  });

  test("mutants as lines of JSON, and nothing else", async () => {
    const { stdout, status } = await quorate(cwd, "mutants", counters, "--json");
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { schema: 1, target: "counters/good", mutant: "nothing is wrong", killed: false, asPromised: false },
      { schema: 1, target: "counters/good", mutant: "all go up together", asPromised: true, trace: { schema: 1 } },
    ]);
    expect(status).toBe(1);
  });

  test("several at once: an error goes before a violation", async () => {
    const { status, stdout } = await quorate(cwd, "check", `${counters}#violated`, `${counters}#erroneous`, `${counters}#good`);
    expect(status).toBe(2);
    expect(stdout.match(/^(violated|error|verified) counters\/\S+/gm)).toEqual([
      "violated counters/violated",
      "error counters/erroneous",
      "verified counters/good",
    ]);
  });
});

describe("the catalogue", () => {
  test("is listed", async () => {
    const { status, stdout } = await quorate(cwd, "list");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^commit\n {2}transaction-commit\n {4}targets {5}transaction-commit\/2\n/);
    const lines = (await quorate(cwd, "list", "--json")).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.find(({ protocol }) => protocol === "two-phase-commit")).toMatchObject({ schema: 1, family: "commit" });
  });

  test("is told of when a protocol is misspelt", async () => {
    const { status, stdout, stderr } = await quorate(cwd, "check", "two-phase-comit");
    expect(stderr).toMatch(/^quorate: there is no protocol "two-phase-comit"; did you mean two-phase-commit/);
    expect([stdout, status]).toEqual(["", 2]);
  });

  test("a target greps as the contract has it", async () => {
    const { status, stdout } = await quorate(cwd, "check", "two-phase-commit/3");
    expect(stdout).toMatch(/^verified two-phase-commit\/3 states=288 generated=1146 depth=11 seconds=\d+\.\d$/m);
    expect(status).toBe(0);
  });
});

const light = `import { boolean, instance, spec } from "${top}/specs/language/index.ts";
export const light = (_: { bulbs: number }) => spec({
  name: "light",
  state: { on: boolean },
  init: { on: false },
  actions: { toggle: { effect: (s) => { s.on = !s.on; } } },
  invariants: { dark: (s) => !s.on },
});
export const one = instance(light, { bulbs: 1 });
`;

describe("a file of the user's", () => {
  test("is found from where she stands, whatever her package says of modules, and its traces find it again", async () => {
    writeFileSync(join(cwd, "package.json"), "{}");
    writeFileSync(join(cwd, "light.ts"), light);
    const { status, stdout } = await quorate(cwd, "check", "light.ts");
    expect(stdout).toMatch(/^ {4}at light\.ts:7$/m);
    expect(stdout).toMatch(/^violated light\/1 states=2 /m);
    expect(status).toBe(1);
    expect((await quorate(cwd, "replay", ".quorate/light-1.dark.trace.json")).status).toBe(0);
  });

  test("that cannot be loaded is named with the cause, and without a stack", async () => {
    writeFileSync(join(cwd, "broken.ts"), "export const x: = 3;\n");
    const { status, stderr } = await quorate(cwd, "check", "broken.ts");
    expect(stderr).toMatch(/^quorate: broken\.ts cannot be loaded: .*\n.*broken\.ts:1:16: /);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
    expect((await quorate(cwd, "check", "broken.ts", "--stack")).stderr).toMatch(/^\s+at /m);
  });
});

describe("a module that ends the process is an error, whatever it ends it with", () => {
  test.each([
    ["exits.mjs", "process.exit(0);", /^quorate: the process was ended .* process\.exit: it was called with 0\.\n$/],
    ["fails.mjs", "process.exit(1);", /it was called with 1\.\n$/],
    ["waits.mjs", "await new Promise(() => {});", /quorate: .* awaits at its top level never comes\.\n$/],
    ["late.mjs", 'setImmediate(() => { throw Error("late"); }); await new Promise((go) => setTimeout(go, 1000));', /late/],
  ])("%s", async (file, text, said) => {
    writeFileSync(join(cwd, file), text);
    const { status, stdout, stderr } = await quorate(cwd, "check", file);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(said);
  });
});

test("where stdout cannot be written the status is that of an error", { skip: !existsSync("/dev/full") }, async () => {
  const full = `${JSON.stringify(process.execPath)} --import tsx ${top}/checker/cli/main.ts check ${counters}#good > /dev/full`;
  const { status, stderr } = spawnSync("sh", ["-c", full], { cwd: top, encoding: "utf8" });
  expect(stderr).toBe("quorate: what was found cannot be written to stdout: ENOSPC: no space left on device, write\n");
  expect(status).toBe(2);
});

describe("--json", () => {
  test("what a module prints goes to stderr", async () => {
    writeFileSync(join(cwd, "says.ts"), `console.log("loaded");\n${light}`);
    const { stdout, stderr } = await quorate(cwd, "check", "says.ts", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ target: "light/1" });
    expect(stderr).toBe("loaded\n");
  });

  test("is one line a target, and nothing else on stdout", async () => {
    const { stdout, stderr, status } = await quorate(
      cwd,
      "check",
      `${counters}#good`,
      `${counters}#violated`,
      "--json",
      "--hash",
    );
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { schema: 1, verdict: "verified", expected: "verified", target: "counters/good", states: 15, violations: [] },
      { schema: 1, verdict: "violated", properties: { someoneLags: { kind: "invariant", verdict: "violated" } } },
    ]);
    expect(lines[0].stateHash).toEqual(expect.any(String));
    expect(lines[1].violations).toMatchObject([
      { target: "counters/violated", property: "someoneLags", constants: { counters: 2 } },
    ]);
    expect([stderr, status]).toEqual(["", 1]);
  });
});

describe("colours", () => {
  test("none in a pipe", async () => {
    const { stdout, stderr } = await quorate(cwd, "check", `${counters}#violated`);
    expect(`${stdout}${stderr}`).not.toContain("\u001b");
  });
});

describe("Ctrl-C", () => {
  test("ends the search with what it has covered, and begins nothing more", async () => {
    const { child, ended } = start(cwd, "check", `${counters}#good`, `${counters}#endless`, `${counters}#violated`);
    // Once the first has been printed the second runs, far longer than this.
    child.stdout?.once("data", () => setTimeout(() => child.kill("SIGINT"), 1_000));
    const { status, stdout, stderr } = await ended;
    expect(stdout).toMatch(/^verified counters\/good /m);
    expect(stdout).toMatch(/^incomplete counters\/endless states=\d+/m);
    expect(stderr).toMatch(/^interrupted: .*\nnot started: counters\/violated\n$/);
    expect(status).toBe(3);
  });

  test("ends all threads of a search as well", async () => {
    const { child, ended } = start(cwd, "check", "two-phase-commit/9", "--workers", "2", "--json");
    // Both search after some seconds, and would for half a minute.
    setTimeout(() => child.kill("SIGINT"), 10_000);
    const { status, stdout, stderr } = await ended;
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "incomplete",
      stoppedBy: "interrupted",
      workers: { asked: 2, used: 2 },
    });
    expect(stderr).toMatch(/^interrupted: .*\n$/);
    expect(status).toBe(3);
  });
});

describe("replay", () => {
  test("confirms a saved trace, and a line of JSON", async () => {
    const { stdout } = await quorate(cwd, "check", `${counters}#violated`);
    const [, file] = /quorate replay (\S+)/.exec(stdout) ?? [];
    expectGolden("cli/replay", transcript(await quorate(cwd, "replay", file)));
    writeFileSync(join(cwd, "run.json"), (await quorate(cwd, "check", `${counters}#violated`, "--json")).stdout);
    expect((await quorate(cwd, "replay", "run.json")).status).toBe(0);
  });

  test("does not confirm what the spec no longer does", async () => {
    await quorate(cwd, "check", `${counters}#violated`);
    const file = join(cwd, ".quorate/counters-violated.someoneLags.trace.json");
    const trace = JSON.parse(readFileSync(file, "utf8"));
    trace.steps[1].state.counter.counter1.count = 2;
    writeFileSync(join(cwd, "changed.json"), JSON.stringify(trace));
    expect((await quorate(cwd, "replay", "changed.json")).status).not.toBe(0);
  });

  test("finds the spec of a trace that was moved, by the way to it or where it is said to stand", async () => {
    writeFileSync(join(cwd, "light.ts"), light);
    await quorate(cwd, "check", "light.ts");
    const trace = JSON.parse(readFileSync(join(cwd, ".quorate/light-1.dark.trace.json"), "utf8"));
    const moved = { ...trace, module: pathToFileURL(join(cwd, "gone/light.ts")).href };
    writeFileSync(join(cwd, ".quorate/moved.json"), JSON.stringify(moved));
    writeFileSync(join(cwd, "far.json"), JSON.stringify({ ...moved, path: "../gone/light.ts" }));
    expect((await quorate(cwd, "replay", ".quorate/moved.json")).status).toBe(0);
    expect((await quorate(cwd, "replay", "far.json", "light.ts")).status).toBe(0);
    expect((await quorate(cwd, "replay", "far.json", "light.ts#one")).status).toBe(0);
    expect(await quorate(cwd, "replay", "far.json")).toMatchObject({
      status: 2,
      stderr:
        "quorate: there is no light/1 in the catalogue, and there is no file gone/light.ts. Say where it stands now: quorate replay far.json path/to/spec.ts#export\n",
    });
  });

  test("shows what went wrong with the spec as check did", async () => {
    const { stdout } = await quorate(cwd, "check", `${counters}#erroneous`);
    const [said] = /^ {2}× .*$/m.exec(stdout) ?? [];
    expect(said).toMatch(/^ {2}× counters\.up/);
    const [, file] = /quorate replay (\S+)/.exec(stdout) ?? [];
    expect((await quorate(cwd, "replay", file)).stdout).toContain(`\n${said}\n`);
  });

  test("says the step at which it differs once", async () => {
    await quorate(cwd, "check", `${counters}#violated`);
    const trace = JSON.parse(readFileSync(join(cwd, ".quorate/counters-violated.someoneLags.trace.json"), "utf8"));
    trace.steps[1].state.counter.counter1.count = 2;
    writeFileSync(join(cwd, "changed.json"), JSON.stringify(trace));
    expect((await quorate(cwd, "replay", "changed.json")).stdout).toMatch(/^ {2}× at step 1: up leads to another state/m);
  });

  test("says what was changed in the file, and finds its spec though its module cannot be a file here", async () => {
    await quorate(cwd, "check", `${counters}#violated`);
    const text = readFileSync(join(cwd, ".quorate/counters-violated.someoneLags.trace.json"), "utf8");
    const trace = JSON.parse(text);
    writeFileSync(join(cwd, ".quorate/share.json"), JSON.stringify({ ...trace, module: "file://share/%zz/counters.ts" }));
    expect((await quorate(cwd, "replay", ".quorate/share.json")).status).toBe(0);
    trace.steps[1] = null;
    writeFileSync(join(cwd, "hollow.json"), JSON.stringify(trace));
    expect(await quorate(cwd, "replay", "hollow.json")).toMatchObject({
      status: 2,
      stderr:
        "quorate: hollow.json was changed since it was saved: step 1: this is no step with an action, its args and the state after it.\n",
    });
  });

  test("says what is wrong with the file", async () => {
    writeFileSync(join(cwd, "odd.json"), "{}");
    expectGolden("cli/replay-odd", transcript(await quorate(cwd, "replay", "odd.json")));
    expectGolden("cli/replay-none", transcript(await quorate(cwd, "replay", "none.json")));
  });
});
