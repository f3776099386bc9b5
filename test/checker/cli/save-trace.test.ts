import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { saveTrace } from "../../../checker/cli/save-trace.ts";
import { shown } from "../../../checker/cli/shown.ts";
import { violated } from "../report/results.ts";
import { good } from "./specs/counters.ts";

const [trace] = violated.violations;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quorate-save-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a trace is saved under its target and property, and the command that replays it given", () => {
  expect(saveTrace(trace, folder)).toBe("quorate replay .quorate/relay-2.oneOwner.trace.json");
  expect(JSON.parse(readFileSync(join(folder, ".quorate/relay-2.oneOwner.trace.json"), "utf8"))).toEqual(trace);
  expect(readFileSync(join(folder, ".quorate/.gitignore"), "utf8")).toBe("*\n");
});

test("with the way to its spec, since both may be moved", () => {
  const module = pathToFileURL(join(folder, "specs/relay.ts")).href;
  saveTrace({ ...trace, module }, folder);
  const saved = JSON.parse(readFileSync(join(folder, ".quorate/relay-2.oneOwner.trace.json"), "utf8"));
  expect(saved).toEqual({ ...trace, module, path: "../specs/relay.ts" });
});

test("a mutant's under its name", () => {
  expect(saveTrace({ ...trace, mutant: "it's too early!" }, folder)).toBe(
    "quorate replay .quorate/relay-2.it-s-too-early.oneOwner.trace.json",
  );
});

test("names in other alphabets are kept, and names that are too long for a file are cut", () => {
  expect(saveTrace({ ...trace, property: "互斥" }, folder)).toBe("quorate replay .quorate/relay-2.互斥.trace.json");
  const long = saveTrace({ ...trace, mutant: "é".repeat(500), property: "safe".repeat(100) }, folder);
  expect(long).toBe(`quorate replay .quorate/relay-2.${"é".repeat(38)}.${"safe".repeat(19)}s.trace.json`);
  expect(JSON.parse(readFileSync(join(folder, long.slice("quorate replay ".length)), "utf8")).property).toBe(
    "safe".repeat(100),
  );
});

test("runs to properties that differ in signs alone are saved each in a file of its own", () => {
  const [less, more] = ["n < 2", "n > 2"].map((property) => ({ ...trace, property }));
  const { again } = shown([less, more], good, folder);
  const files = [less, more].map((one) => again(one)!.slice("quorate replay ".length));
  expect(files).toEqual([".quorate/relay-2.n-2.trace.json", ".quorate/relay-2.n-2.2.trace.json"]);
  expect(files.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")).property)).toEqual(["n < 2", "n > 2"]);
});

test("where nothing can be written, the other way is told", () => {
  writeFileSync(join(folder, ".quorate"), "a file in the way");
  expect(saveTrace(trace, folder)).toMatch(
    /^the trace could not be saved \(.*\); add --json > run\.json to this check, then: quorate replay run\.json$/,
  );
});
