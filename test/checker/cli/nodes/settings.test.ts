import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keep, requireSame, type Settings } from "../../../../checker/cli/nodes/settings.ts";

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "quorate-settings-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
};
const presumed = (value: string): Settings => ({ "--presumed": { value, why: "It matters." } });

test("what a node was first started with it must be started with again", () => {
  const data = folder();
  requireSame(data, presumed("abort"));
  keep(data, presumed("abort"));
  requireSame(data, presumed("abort"));
  const error = `--presumed: the node of ${data} has run with abort, not with commit. It matters. Start it as before.`;
  expect(() => requireSame(data, presumed("commit"))).toThrow(error);
  keep(data, presumed("commit"));
  expect(() => requireSame(data, presumed("commit"))).toThrow(error);
});

test("a folder that is not there, or holds nothing of that, asks for nothing", () => {
  requireSame(join(folder(), "none"), presumed("abort"));
  requireSame(folder(), presumed("commit"));
});

test("what is kept is out of the log's way, and refused when it is spoilt", () => {
  const data = folder();
  keep(data, presumed("abort"));
  const [file, ...others] = readdirSync(data);
  expect([file.startsWith("."), others]).toEqual([true, []]);
  for (const spoilt of ["", "[", "[]", '{"--presumed":1}']) {
    writeFileSync(join(data, file), spoilt);
    expect(() => requireSame(data, presumed("abort")), spoilt).toThrow(`${join(data, file)} does not say`);
  }
});
