import { basename } from "node:path";
import { expect, test } from "vitest";
import { files, linesThat, textOf } from "./walk.ts";

const all = files();
const sources = all.filter((file) => /^(specs|checker|impl|test)\/.*\.ts$/.test(file));
/** What people wrote, and not a tool; without this file, which has to name what it forbids. */
const written = all.filter(
  (file) =>
    /\.(ts|js|mjs|json|md|c|tla|ya?ml)$|^\.ci\//.test(file) && file !== "package-lock.json" && !file.endsWith("files.test.ts"),
);

test("there are files to look at", () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(written).toContain("package.json");
});

test("the top level holds the wings, what names them, and what tools insist on", () => {
  const wanted = /^(specs|impl|checker|test|package\.json|package-lock\.json|tsconfig(\.\w+)?\.json|README\.md|LICENSE|\..+)$/;
  const found = new Set(all.map((file) => file.split("/")[0] ?? file));
  expect([...found].filter((name) => !wanted.test(name))).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = sources
    .map((file) => ({ file, lines: textOf(file).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test("only the language, the catalogue and the checker have an index: a folder holds no barrel", () => {
  const faces = ["specs/language/index.ts", "specs/index.ts", "checker/index.ts"];
  expect(sources.filter((file) => basename(file) === "index.ts" && !faces.includes(file))).toEqual([]);
});

test("nothing is left for later", () => {
  expect(linesThat(/\b(TODO|FIXME|XXX|HACK)\b/, written)).toEqual([]);
});

test("no test is skipped, singled out or still to be written", () => {
  expect(linesThat(/\b(test|it|describe)(\.\w+)*\.(only|skip|todo)\b/, sources)).toEqual([]);
});

test("no file names a path of one machine", () => {
  expect(linesThat(/(^|[^\w.])\/(work|farm|tmp|root|home)\//, written)).toEqual([]);
});

test("no file names the host of a registry", () => {
  expect(linesThat(/https?:\/\/[^/\s"]*(registry|npm|pkg)[^/\s"]*/, written)).toEqual([]);
  // npm fills in the registry of whoever installs, as long as .npmrc leaves the addresses out.
  expect(linesThat(/"resolved"/, ["package-lock.json"])).toEqual([]);
});
