import { expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { resultText } from "../../../checker/index.ts";
import { instancesOf, mutant, range, spec } from "../../../specs/language/index.ts";

type Effect = (s: { n: number }) => undefined;

/** A spec that goes wrong in its only action. */
const wrong = (constants: { how: keyof typeof HOW }) =>
  spec({
    name: "wrong",
    state: { n: range(0, 2) },
    init: { n: 0 },
    actions: {
      go: { effect: HOW[constants.how] },
    },
    witnesses: { gone: (s) => s.n > 0 },
  });

const HOW = {
  throws: ((s) => void (s as never as Record<string, { n: number }>).nothing.n) as Effect,
  "writes too much": ((s) => void (s.n += 9)) as Effect,
};
const instance = instancesOf(import.meta.url);
const textOf = async (of: Parameters<typeof check>[0], given?: Parameters<typeof check>[0]) =>
  resultText(await check(of), given).split("\n");

test("what code of the author's throws is told with its line", async () => {
  const throws = instance(wrong, { how: "throws" });
  expect(await textOf(throws, throws)).toContain("    at test/checker/report/error-place.test.ts:21 (--stack says more)");
});

test("what an effect wrote, and is refused after it, is told with the line of the action", async () => {
  const writes = instance(wrong, { how: "writes too much" });
  expect(await textOf(writes, writes)).toContain("    at test/checker/report/error-place.test.ts:15");
});

test("of a mutant's own action no line is told: the text that would be found is another", async () => {
  const fine = instance(wrong, { how: "writes too much" });
  const worse = mutant(fine, "more", { actions: { go: { effect: (s) => void (s.n += 8) as undefined } }, breaks: "deadlock" });
  expect((await textOf(worse, worse)).filter((line) => line.startsWith("    at "))).toEqual([]);
});

test("without the instance the text of a result has no places, and a call that is wrong none either", async () => {
  const writes = instance(wrong, { how: "writes too much" });
  expect((await textOf(writes)).filter((line) => line.startsWith("    at "))).toEqual([]);
  expect(resultText(await check(writes, { properties: ["go"] }), writes)).not.toMatch(/^ {4}at /m);
});
