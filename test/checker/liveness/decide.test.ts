import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import { checkMutant } from "../../../checker/mutants.ts";
import { replay } from "../../../checker/replay.ts";
import { traceLines } from "../../../checker/report/trace-lines.ts";
import type { Trace } from "../../../checker/result.ts";
import * as twoPhaseCommit from "../../../specs/commit/two-phase-commit.instances.ts";
import { eventually, infinitelyOften, instance, leadsTo, mutant, oneOf, range, spec } from "../../../specs/language/index.ts";
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
    // As a whole it is not enough that entering is strongly fair: one may enter again and again, and the other never.
    const sufficient = [{ action: "enter", fairness: "strong", by: ["p"] }];
    for (const fair of [whole, each]) expect((await lasso("firstEnters", fair)).why).toEqual({ because: [], sufficient });
    // Nobody has to ask; that would have to be fair, and for each.
    expect((await lasso("entered", strong)).why).toEqual({
      because: [],
      sufficient: [{ action: "ask", fairness: "weak", by: ["p"] }],
    });
    expect((await lasso("settled", strong)).why).toEqual({ because: [], sufficient: [] });
  });

  test("says the least fairness of entering with which the promise is kept, as checks with each kind of it find", async () => {
    const kinds = ["weak", { weak: ["p"] }, "strong", { strong: ["p"] }] as const;
    for (const property of ["someoneEnters", "firstEnters", "entered", "settled"]) {
      const kept: unknown[] = [];
      for (const kind of kinds) {
        const { verdict } = await check(named("fair", kind), { properties: [property] });
        if (verdict === "verified") kept.push(kind);
      }
      const [told] = ((await lasso(property)).why?.sufficient ?? []).filter(({ action }) => action === "enter");
      const { fairness, by } = told ?? {};
      expect(fairness === undefined ? undefined : by === undefined ? fairness : { [fairness]: by }).toEqual(kept[0]);
    }
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

describe("what leads to something", () => {
  const startingFrom = (start: "off" | "on") =>
    instance(
      () =>
        spec({
          name: "switch",
          state: { at: oneOf("off", "on", "broken") },
          init: { at: start },
          actions: {
            flip: {
              effect: (s) => {
                s.at = s.at === "on" ? "off" : "on";
              },
            },
          },
          liveness: {
            repaired: leadsTo(
              (s) => s.at === "broken",
              (s) => s.at === "off",
            ),
            isOff: infinitelyOften((s) => s.at === "off"),
          },
          fairness: { flip: "weak" },
        }),
      {},
    );
  test.each(["compiled", "reference"] as const)("and never is, is told, by the %s engine", async (engine) => {
    const { verdict, strength } = await check(startingFrom("off"), { engine });
    expect({ verdict, never: strength?.premisesNeverHeld }).toEqual({ verdict: "verified", never: ["repaired"] });
    expect((await check(whole, { engine, properties: ["someoneEnters"] })).strength?.premisesNeverHeld).toEqual([]);
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
