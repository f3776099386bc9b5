import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { statusLine } from "../../../checker/cli/status-line.ts";

const terminal = (more: object) => {
  const stream = Object.assign(new PassThrough(), more) as unknown as NodeJS.WriteStream;
  return { stream, written: () => String((stream as unknown as PassThrough).read() ?? "") };
};

test("a terminal has one line that is written over, and cleared at the end", () => {
  const { stream, written } = terminal({ isTTY: true, columns: 40 });
  const line = statusLine(stream);
  line.show((columns) => `${columns} columns`);
  expect(written()).toBe("\u001b[2K\u001b[1G40 columns");
  line.show(() => "too soon to be read");
  expect(written()).toBe("");
  line.clear();
  expect(written()).toBe("\u001b[2K\u001b[1G");
  line.clear();
  expect(written()).toBe("");
});

test("a terminal that does not know its width gets 80 columns", () => {
  const { stream, written } = terminal({ isTTY: true, columns: 0 });
  statusLine(stream).show(String);
  expect(written()).toContain("80");
});

test("a pipe sees nothing of it", () => {
  const { stream, written } = terminal({});
  const line = statusLine(stream);
  line.show(() => "progress");
  line.clear();
  expect(written()).toBe("");
});
