// What is bound to happen in two-phase commit with recovery, what it takes, and the run in which it does not: two-phase commit blocks.
import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { traceLines } from "../../checker/report/trace-lines.ts";
import * as recovery from "../../specs/commit/two-phase-commit-recovery/two-phase-commit-recovery.instances.ts";
import { expectGolden } from "../golden.ts";

type Live = typeof recovery.liveAbort1;

/** The properties that are broken when nothing but what is left has to happen at last. */
const broken = async (instance: Live, fairness: object, properties: readonly string[]) => {
  const { expect: _counts, ...options } = instance.options;
  const found = await check({ ...instance, spec: { ...instance.spec, fairness }, options }, { properties: [...properties] });
  expect(["verified", "violated"]).toContain(found.verdict);
  return properties.filter((name) => found.properties[name].verdict === "violated");
};

const without = (instance: Live, action: string) => {
  const { [action]: left, ...fairness } = instance.spec.fairness as Record<string, unknown>;
  expect(left).toBeDefined();
  return fairness;
};

describe("when all stay up at last, nearly nothing of what is fair can be left out", () => {
  const properties = ["decides", "forgets", "decidesWithoutCoordinator"];
  const { liveAbort1, liveAbort, liveReader } = recovery;
  const instances = { liveAbort1, liveAbort, liveReader };
  test.each<[keyof typeof instances, string, string[]]>([
    ["liveAbort1", "participantPrepares", ["decides", "forgets", "decidesWithoutCoordinator"]],
    ["liveAbort1", "participantVotesYes", ["decides", "forgets"]],
    ["liveReader", "participantVotesReadOnly", ["decides", "forgets", "decidesWithoutCoordinator"]],
    ["liveAbort1", "participantVotesNo", ["forgets"]],
    ["liveAbort1", "coordinatorReceivesYes", ["decides", "forgets"]],
    // Who has left does not know that it has voted, and votes no at last.
    ["liveReader", "coordinatorReceivesReadOnly", []],
    ["liveAbort1", "coordinatorReceivesNo", ["forgets"]],
    ["liveAbort1", "coordinatorDecidesCommit", ["decides", "forgets"]],
    ["liveAbort1", "coordinatorSendsDecision", ["decides", "forgets"]],
    ["liveAbort1", "participantReceivesDecision", ["decides", "forgets", "decidesWithoutCoordinator"]],
    ["liveAbort1", "participantAcknowledges", ["forgets"]],
    ["liveAbort1", "coordinatorReceivesAck", ["forgets"]],
    ["liveAbort1", "coordinatorEnds", ["forgets"]],
    ["liveAbort1", "coordinatorForgets", ["forgets"]],
    ["liveAbort1", "participantInquires", ["decides"]],
    ["liveAbort1", "coordinatorPresumes", ["decides"]],
    ["liveAbort", "participantInquires", ["decides", "decidesWithoutCoordinator"]],
    ["liveAbort", "participantAnswers", ["decidesWithoutCoordinator"]],
    ["liveAbort", "participantReceivesAnswer", ["decidesWithoutCoordinator"]],
    ["liveAbort1", "coordinatorFlushes", ["decides", "forgets"]],
    ["liveAbort1", "participantFlushes", ["decides", "forgets", "decidesWithoutCoordinator"]],
  ])("%s without %s: %j", { timeout: 120_000 }, async (name, action, expected) => {
    const instance = instances[name];
    expect(await broken(instance, without(instance, action), properties)).toEqual(expected);
  });
});

describe("though sites crash again and again", () => {
  const one = recovery.despiteAbort1;
  const fairness = one.spec.fairness as Record<string, unknown>;
  /** As fair as it was, but for the one action. */
  const weakly = (action: string) => {
    const fair = fairness[action] as "strong" | { strong: string[] };
    return { ...fairness, [action]: fair === "strong" ? "weak" : { weak: fair.strong } };
  };
  /** What a crash of the coordinator takes with it is presumed afterwards, so that it need not try for ever. */
  test.each([
    ["participantVotesYes", true],
    ["coordinatorReceivesYes", false],
    ["coordinatorDecidesCommit", false],
    ["coordinatorSendsDecision", true],
    ["participantReceivesDecision", true],
    ["participantInquires", true],
    ["coordinatorPresumes", true],
    ["coordinatorFlushes", false],
    ["participantFlushes", true],
  ])("%s must happen at last, and when it could happen again and again: %s", async (action, isStrong) => {
    expect(await broken(one, without(one, action), ["outOfDoubt"])).toEqual(["outOfDoubt"]);
    expect(await broken(one, weakly(action), ["outOfDoubt"])).toEqual(isStrong ? ["outOfDoubt"] : []);
  });
});

test("both engines come to the same", { timeout: 120_000 }, async () => {
  for (const instance of [recovery.liveAbort1, recovery.despiteCommit1]) {
    const { verdict, properties } = await check(instance);
    expect(verdict).toBe("verified");
    expect((await check(instance, { engine: "reference" })).properties).toEqual(properties);
  }
});

test("two-phase commit blocks: both have voted yes, and ask, and the coordinator does not come back", async () => {
  const { verdict, violations } = await check(recovery.coordinatorStaysDown, { properties: ["outOfDoubt"] });
  expect(verdict).toBe("violated");
  const title = "The coordinator goes down when both have voted, and never comes back: they ask for ever.";
  expectGolden(
    "two-phase-commit-recovery-blocked",
    [title, ...traceLines(violations[0], recovery.coordinatorStaysDown.spec), ""].join("\n"),
  );
});
