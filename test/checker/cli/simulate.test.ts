import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    ["nothing", [`${counters}#good`, "--seed", "1", "--runs", "200", "--depth", "20"]],
    ["violated", [`${counters}#violated`, "--seed", "1"]],
    ["violated-as-recorded", [`${counters}#violatedAsRecorded`, "--seed", "1"]],
    ["deadlocked", [`${counters}#deadlocked`, "--seed", "1"]],
    ["error", [`${counters}#erroneous`, "--seed", "1"]],
    ["mutant", [`${counters}#good`, "--mutant", "all go up together", "--seed", "1"]],
    ["long", ["raft/compaction", "--mutant", "a snapshot is taken of what is not committed", "--seed", "1", "--guide", "rare"]],
    ["run", [`${counters}#good`, "--seed", "1", "--run", "3", "--depth", "5"]],
    ["no-target", []],
    ["usage", [`${counters}#good`, "--guide", "wild"]],
    ["help", ["--help"]],
  ];
  for (const [name, args] of cases)
    test(name, async () => expectGolden(`cli/simulate-${name}`, transcript(await quorate(cwd, "simulate", ...args))));
});

test("the command that it names runs to the same end", async () => {
  const first = await quorate(cwd, "simulate", `${counters}#violated`, "--property", "someoneLags");
  const [, command] = /again +quorate (.*)/.exec(first.stdout)!;
  expect(normalised((await quorate(cwd, ...command.split(" "))).stdout)).toBe(normalised(first.stdout));
});

test("the run that it saves is replayed", async () => {
  const { stdout } = await quorate(cwd, "simulate", `${counters}#violated`, "--seed", "2");
  const [, file] = /quorate replay (\S+)/.exec(stdout)!;
  expect(await quorate(cwd, "replay", file)).toMatchObject({ status: 0 });
});

test("a run that was only to be looked at is replayed from its JSON", async () => {
  const { stdout } = await quorate(cwd, "simulate", `${counters}#good`, "--seed", "1", "--run", "3", "--depth", "2", "--json");
  writeFileSync(join(cwd, "run.json"), stdout);
  const replayed = await quorate(cwd, "replay", "run.json");
  expect(replayed).toMatchObject({ status: 0, stderr: "" });
  expect(replayed.stdout).toBe(
    [
      "counters/good",
      "  0  initially",
      "       counter[each]: count=0",
      "  1  up(counter1)",
      "       counter[counter1].count: 0 -> 1",
      "  2  up(counter2)",
      "       counter[counter2].count: 0 -> 1",
      "",
      "confirmed counters/good incomplete actions=2",
      "",
    ].join("\n"),
  );
  writeFileSync(join(cwd, "odd.json"), stdout.replace('"args":{"counter":"counter1"}', '"args":{"counter":"counter2"}'));
  expect(await quorate(cwd, "replay", "odd.json")).toMatchObject({ status: 1, stdout: expect.stringMatching(/refuted/) });
});

test("a line of JSON a target", async () => {
  const { stdout, status } = await quorate(
    cwd,
    "simulate",
    `${counters}#violated`,
    `${counters}#good`,
    "--json",
    "--seed",
    "4",
  );
  const [violated, good] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(violated).toMatchObject({
    schema: 1,
    verdict: "violated",
    target: "counters/violated",
    seed: 4,
    expected: "verified",
  });
  expect(violated.violations[0].property).toBe("someoneLags");
  expect(good).toMatchObject({ verdict: "incomplete", runs: 1_000, depth: 100, guide: "mixed", violations: [] });
  expect(status).toBe(1);
});

test("Ctrl-C ends it with what is covered", async () => {
  const { child, ended } = start(
    cwd,
    "simulate",
    `${counters}#endless`,
    "--guide",
    "uniform",
    "--runs",
    "1000000000",
    "--seed",
    "1",
    "--json",
  );
  setTimeout(() => child.kill("SIGINT"), 3_000);
  const { status, stdout, stderr } = await ended;
  expect(stderr).toMatch(/interrupted/);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: "incomplete", stoppedBy: "interrupted" });
  expect(status).toBe(3);
});
