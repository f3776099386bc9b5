import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { checkMutant } from "../../../checker/mutants.ts";
import { replay } from "../../../checker/replay.ts";
import { traceLines } from "../../../checker/report/trace-lines.ts";
import type { Trace } from "../../../checker/result.ts";
import * as twoPhaseCommit from "../../../specs/commit/two-phase-commit.instances.ts";
import { eventually, instance, mutant, range, spec } from "../../../specs/language/index.ts";
import { mutex, named } from "./mutex.ts";

const unfair = named("unfair");
const whole = named("whole", "weak");
const each = named("each", { weak: ["p"] });
const strong = named("strong", { strong: ["p"] });
const broken = async (of: typeof unfair, engine: "compiled" | "reference"): Promise<string[]> => {
  const { verdict, properties } = await check(of, { engine });
  const names = Object.entries(properties).filter(([, { verdict }]) => verdict === "violated");
  expect(verdict).toBe(names.length > 0 ? "violated" : "verified");
  return names.map(([name]) => name);
};

describe("what is broken depends on what is fair", () => {
  test.each([
    ["nothing but leaving", unfair, ["someoneEnters", "firstEnters", "entered", "settled"]],
    ["that someone enters", whole, ["firstEnters", "entered", "settled"]],
    ["that each enters who always could", each, ["firstEnters", "entered", "settled"]],
    ["that each enters who could again and again", strong, ["entered", "settled"]],
  ] as const)("%s", async (_what, of, expected) => {
    expect(await broken(of, "reference")).toEqual(expected);
    expect(await broken(of, "compiled")).toEqual(expected);
  });
});

const lasso = async (property: string, of = unfair): Promise<Trace> => {
  const { violations } = await check(of, { properties: [property] });
  return JSON.parse(JSON.stringify(violations[0]));
};
const shown = ({ steps, loop }: Trace): string => `${steps.map(({ action }) => action).join(" ")}, back to ${loop}`;

describe("a run that breaks a promise", () => {
  test.each([
    ["someoneEnters", unfair, "init ask, back to 1"],
    ["entered", strong, "init, back to 0"],
    ["firstEnters", each, "init ask ask enter leave, back to 1"],
    ["settled", strong, "init ask enter leave, back to 0"],
  ] as const)("%s", async (property, of, expected) => {
    const trace = await lasso(property, of);
    expect(shown(trace)).toBe(expected);
    expect(replay(trace, of)).toMatchObject({ confirmed: true });
  });

  test("ends with what goes on for ever", async () => {
    expect(traceLines(await lasso("someoneEnters"), undefined).at(-1)).toBe("     and so it stays for ever");
    expect(traceLines(await lasso("firstEnters", each), undefined).at(-1)).toBe(
      "     and from there as after 1 again, for ever",
    );
  });

  test("says which fairness alone would rule it out", async () => {
    expect((await lasso("someoneEnters")).why).toEqual({ because: [], sufficient: [{ action: "enter", fairness: "weak" }] });
    expect((await lasso("firstEnters", whole)).why).toEqual({ because: [], sufficient: [] });
  });

  test("is the same by both engines", async () => {
    const options = { all: true } as const;
    const { violations } = await check(unfair, options);
    expect(violations).toHaveLength(4);
    expect(violations).toEqual((await check(unfair, { ...options, engine: "reference" })).violations);
  });
});

describe("replay does not confirm", () => {
  test.each<[string, (trace: Trace) => Trace, string]>([
    ["a run that does not come back", (trace) => ({ ...trace, loop: 2 }), "does not come back to the state of step 2"],
    ["a run without an end", ({ loop: _, ...trace }) => trace, "does not say where it goes back to"],
    [
      "a run that stays although something fair could be done",
      (trace) => ({ ...trace, loop: 3, steps: trace.steps.slice(0, 4) }),
      "leave is put off for ever",
    ],
    ["another property", (trace) => ({ ...trace, property: "vacant" }), "vacant is as it should be"],
  ])("%s", async (_what, changed, message) => {
    const trace = await lasso("firstEnters", each);
    expect(replay(changed(trace), each)).toMatchObject({ confirmed: false, message: expect.stringContaining(message) });
  });
});

describe("nothing is decided in silence", () => {
  test("where a bound cuts", async () => {
    const cut = instance(
      mutex,
      { processes: 2 },
      { name: "cut", within: { calm: (s) => Object.values(s.at).filter((at) => at === "waiting").length < 2 } },
    );
    const result = await check(cut);
    expect(result.verdict).toBe("error");
    expect(result.message).toContain("cannot be decided, since calm cut the search");
    expect(result.properties.firstEnters.verdict).toBe("incomplete");
    expect(await check(cut, { properties: ["deadlock"] })).toMatchObject({ verdict: "verified" });
  });

  test("where a limit comes first", async () => {
    expect(await check(strong, { states: 3 })).toMatchObject({
      verdict: "incomplete",
      properties: { firstEnters: { verdict: "incomplete" } },
    });
    const controller = new AbortController();
    controller.abort();
    expect(await check(strong, { signal: controller.signal })).toMatchObject({ verdict: "incomplete" });
  });
});

test("a mutant may take fairness away", async () => {
  const base = instance(
    () =>
      spec({
        name: "countdown",
        state: { n: range(0, 3) },
        init: { n: 3 },
        actions: { tick: { guard: (s) => s.n > 0, effect: (s) => void (s.n -= 1) as undefined } },
        terminal: (s) => s.n === 0,
        fairness: { tick: "weak" },
        liveness: { ends: eventually((s) => s.n === 0) },
      }),
    {},
  );
  expect(await check(base)).toMatchObject({ verdict: "verified", states: 4 });
  expect(await checkMutant(mutant(base, "nothing need happen", { fairness: {}, breaks: "ends", after: 0 }))).toMatchObject({
    asPromised: true,
  });
});

test("counts are those of the search without liveness", async () => {
  const facts = async (properties?: readonly string[]) => {
    const { states, generated, depth, actions } = await check(unfair, properties ? { properties } : {});
    return { states, generated, depth, actions };
  };
  expect(await facts()).toEqual(await facts(["deadlock"]));
  expect(await check(twoPhaseCommit.three)).toMatchObject({ verdict: "verified", mismatches: [] });
});
