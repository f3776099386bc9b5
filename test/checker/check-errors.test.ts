import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import type { CheckOptions, Result } from "../../checker/result.ts";
import { instance, range, spec } from "../../specs/language/index.ts";
import { counter, counting } from "./counter.ts";

const reference = (of: Parameters<typeof check>[0], options: CheckOptions = {}) =>
  check(of, { engine: "reference", ...options });
const outcome = ({ verdict, message, violations }: Result) => [verdict, message, violations.map(({ property }) => property)];

describe("an error", () => {
  test.each<[string, CheckOptions, string]>([
    [
      "an unknown property",
      { properties: ["tall"] },
      'counter has no property "tall"; there are small, even, slow, upwards, three, top, deadlock.',
    ],
    ["a limit that is none", { states: 0 }, "the limit states is 0. Give a positive number, or leave it out."],
    ["a limit that is no number", { seconds: Number.NaN }, "the limit seconds is NaN."],
    ["no workers", { workers: 0 }, "workers is 0. Give a whole number from 1 to 16, or leave it out."],
    ["more workers than there can be", { workers: 17 }, "workers is 17. Give a whole number from 1 to 16, or leave it out."],
    [
      "an unknown option",
      { second: 60 } as object,
      'the options of check has no member "second"; did you mean seconds? There are the members states, memory,',
    ],
    ["a name for a list of names", { properties: "tall" as never }, 'properties is "tall". Give a list of names,'],
    ["an unknown engine", { engine: "steam" as "compiled" }, 'there is no engine "steam"; there are compiled and reference.'],
  ])("of the call: %s", async (_name, options, message) => {
    const result = await check(counting(6), options);
    expect(result).toMatchObject({
      verdict: "error",
      target: "counter/6",
      states: 0,
      message: expect.stringContaining(message),
    });
  });

  test("of the spec ends the search, keeps its counts, and shows the run to where it is wrong", async () => {
    const grows = () =>
      spec({
        name: "grows",
        state: { n: range(0, 2) },
        init: { n: 0 },
        actions: { grow: { effect: (s) => void (s.n += 1) as undefined } },
      });
    const result = await reference(instance(grows, {}));
    expect(result).toMatchObject({
      verdict: "error",
      states: 3,
      generated: 4,
      message:
        "grows.grow(): n was set to 3, outside range(0, 2). Write a value of the domain, or bound it in the guard or in within.",
      violations: [
        {
          verdict: "error",
          steps: [{ action: "init" }, { action: "grow" }, { action: "grow", state: { n: 2 } }],
          why: { error: expect.stringContaining("grows.grow()") },
        },
      ],
    });
    expect(Object.keys(result)).not.toContain("stack");
    expect((result as { stack?: string }).stack).toContain("conform");
  });

  test.each(["compiled", "reference"] as const)(
    "where no initial state is within the bounds, by the %s engine",
    async (engine) => {
      const nowhere = instance(counter, { most: 3 }, { within: { none: () => false } });
      expect(await check(nowhere, { engine })).toMatchObject({
        verdict: "error",
        states: 0,
        message:
          "counter/3: no initial state is within the bounds (none cuts off 1), so that there was nothing to check. Bounds must hold in some initial state.",
      });
    },
  );

  test("of a predicate names it, and keeps the stack of what it threw", async () => {
    const broken = () => {
      throw new RangeError("no such thing");
    };
    const result = await reference(instance(counter, { most: 3 }, { within: { odd: broken } }));
    expect(result).toMatchObject({
      verdict: "error",
      message: "counter: within odd: the predicate threw RangeError: no such thing",
    });
    expect((result as { stack?: string }).stack).toContain("RangeError");
    const vague = instance(counter, { most: 3 }, { allow: () => 1 as never });
    expect(await reference(vague)).toMatchObject({
      message: "counter: allow allow returned 1. A predicate returns true or false: write out what you mean.",
    });
  });

  test("that nobody foresaw is a result, too", async () => {
    const result = await check(undefined as never);
    expect(result).toMatchObject({ verdict: "error", target: "unknown" });
    const actions = {
      get up() {
        throw new TypeError("of a getter");
      },
    };
    const odd = { ...counting(3), spec: { ...counting(3).spec, actions } };
    const surprised = await reference(odd as never);
    expect(surprised).toMatchObject({ verdict: "error", message: expect.stringMatching(/^unexpected TypeError: /) });
    expect((surprised as { stack?: string }).stack).toContain("get up");
  });

  test("after a violation in the same depth does not hide it", async () => {
    const both = () =>
      spec({
        name: "both",
        state: { n: range(0, 2) },
        init: { n: 0 },
        actions: {
          one: { effect: (s) => void (s.n = 1) as undefined },
          far: { effect: (s) => void (s.n = 7) as undefined },
        },
        invariants: { zero: (s) => s.n === 0 },
      });
    expect(outcome(await reference(instance(both, {})))).toEqual(["violated", expect.stringContaining("both.far()"), ["zero"]]);
  });
});
