import { describe, expect, test } from "vitest";
import type { MutantResult } from "../../../checker/mutants.ts";
import { columnsOf, type Fate, fateOf, mutantLines, mutantsLine } from "../../../checker/report/mutant-lines.ts";
import { plain } from "../../../checker/report/paint.ts";
import { expectGolden } from "../../golden.ts";

const killed: MutantResult = {
  schema: 1,
  target: "relay/2",
  mutant: "takes what it is not offered",
  breaks: "oneOwner",
  verdict: "violated",
  killed: true,
  asPromised: true,
  foundAfter: 4,
  cost: { states: 80, seconds: 0.02 },
  also: { expected: ["ownership"], found: ["ownership"] },
  base: "verified",
  states: 120,
  seconds: 0.04,
};
const { foundAfter: _, ...unseen } = { ...killed, also: { expected: [], found: [] }, mutant: "sends nothing" };
const survived: MutantResult = {
  ...unseen,
  verdict: "verified",
  killed: false,
  asPromised: false,
  message: "the property still holds",
};

const cases: [Fate, MutantResult][] = [
  ["killed", killed],
  ["killed", { ...unseen, target: "relay/12", breaks: "everyoneMet", verdict: "unwitnessed" }],
  ["survived", survived],
  ["differs", { ...killed, asPromised: false, message: "also breaks ownersAreLogged, which it does not list" }],
  ["differs", { ...killed, killed: false, asPromised: false, message: "it is broken after 4 actions, and 3 were promised" }],
  ["incomplete", { ...survived, verdict: "incomplete", message: "the limit on states came first" }],
  ["incomplete", { ...survived, base: "incomplete", message: "without the mistake it is not clean: incomplete" }],
  ["error", { ...survived, verdict: "error", message: "relay has no actions.\nGive it one." }],
  ["error", { ...survived, base: "error", message: "without the mistake it is not clean: error" }],
];

test("a row for each, and below it what is not as promised", () => {
  const results = cases.map(([, result]) => result);
  const columns = columnsOf(results);
  const lines = [...results.flatMap((result) => mutantLines(result, columns, plain)), mutantsLine(results.map(fateOf), 10)];
  expectGolden("report/mutants", `${lines.join("\n")}\n`);
});

describe("what became of it", () => {
  for (const [i, [fate, result]] of cases.entries()) test(`${i + 1}: ${fate}`, () => expect(fateOf(result)).toBe(fate));
});
