import { expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { checkMutant } from "../../checker/mutants.ts";
import { instance, mutant, range, spec } from "../../specs/language/index.ts";

const light = () =>
  spec({
    name: "light",
    state: { n: range(0, 9), stuck: range(0, 1) },
    init: { n: 0, stuck: 0 },
    actions: {
      up: { guard: { low: (s) => s.n < 3, free: (s) => s.stuck === 0 }, effect: (s) => void (s.n += 1) as undefined },
      down: { guard: (s) => s.n === 3, effect: (s) => void (s.n = 0) as undefined },
    },
    invariants: { low: (s) => s.n <= 3, free: (s) => s.stuck === 0 },
    steps: { bySmallSteps: (before, after) => after.n - before.n <= 1 },
    witnesses: { three: (s) => s.n === 3, nine: (s) => s.n === 9 },
  });
const base = instance(light, {}, { outOfReach: ["nine"] });
const tooHigh = { actions: { up: { guard: { low: (s: { readonly n: number }) => s.n < 4 } } } };

test("a mutant is killed as promised", async () => {
  const result = await checkMutant(mutant(base, "one too many", { ...tooHigh, breaks: "low", after: 4, also: ["deadlock"] }));
  expect(result).toMatchObject({
    schema: 1,
    target: "light/only",
    mutant: "one too many",
    breaks: "low",
    verdict: "violated",
    killed: true,
    asPromised: true,
    expectedAfter: 4,
    foundAfter: 4,
    also: { expected: ["deadlock"], found: ["deadlock"] },
    base: "verified",
    trace: { property: "low" },
  });
  expect(result).not.toHaveProperty("message");
  expect(result.states).toBeGreaterThan(8);
  // Of the whole, what it takes to find that property broken: 0, 1, 2, 3 and 4, the last not allowed.
  expect(result.cost.states).toBe(5);
});

test.each([
  [
    "a deadlock",
    {
      actions: { up: { effect: (s) => void (s.stuck = 1) as undefined } },
      breaks: "deadlock",
      after: 1,
      also: ["free", "three"],
    },
    "deadlocked",
    ["free", "three"],
  ],
  [
    "a witness",
    { actions: { up: { guard: { low: (s) => s.n < 2 } } }, breaks: "three", also: ["deadlock"] },
    "unwitnessed",
    ["deadlock"],
  ],
  [
    "an initial state",
    { init: { n: 7, stuck: 1 }, breaks: "low", after: 0, also: ["free", "three", "deadlock"] },
    "violated",
    ["free", "three", "deadlock"],
  ],
] as const satisfies readonly (readonly [
  string,
  Parameters<typeof mutant<typeof base.spec, unknown>>[2],
  string,
  readonly string[],
])[])("one that breaks %s is killed, and all else that it breaks is found", async (name, mutation, verdict, also) => {
  const result = await checkMutant(mutant(base, name, mutation as never));
  expect([result.verdict, result.killed, result.asPromised, result.also.found, result.message]).toEqual([
    verdict,
    true,
    true,
    also,
    undefined,
  ]);
});

test.each([
  ["goes unnoticed", { ...tooHigh, breaks: "free" }, [false, false], "the mistake goes unnoticed: the property still holds"],
  [
    "is broken elsewhere",
    { ...tooHigh, breaks: "low", after: 3, also: ["deadlock"] },
    [false, false],
    "it is broken after 4 actions, and 3 were promised",
  ],
  ["breaks more than it lists", { ...tooHigh, breaks: "low" }, [true, false], "also breaks deadlock, which it does not list"],
  [
    "breaks less than it lists",
    { ...tooHigh, breaks: "low", also: ["deadlock", "free"] },
    [true, false],
    "does not break free, which it lists",
  ],
  ["breaks another than it says", { ...tooHigh, breaks: "tall" }, [false, false], 'light has no property "tall"'],
] as const)("one that %s is told so", async (name, mutation, verdicts, message) => {
  const result = await checkMutant(mutant(base, name, mutation as never), { engine: "reference" });
  expect([result.killed, result.asPromised]).toEqual(verdicts);
  expect(result.message).toContain(message);
});

test("one whose base is not clean is not killed", async () => {
  const dirty = instance(light, {}, { init: { n: 7, stuck: 0 }, outOfReach: ["nine"] });
  const result = await checkMutant(mutant(dirty, "one too many", { ...tooHigh, breaks: "low" }));
  expect(result).toMatchObject({ killed: false, base: "violated", message: "without the mistake it is not clean: violated" });
});

test("what a limit left open is not promised", async () => {
  const result = await checkMutant(mutant(base, "one too many", { ...tooHigh, breaks: "low", also: ["deadlock"] }), {
    states: 4,
  });
  expect(result).toMatchObject({ killed: false, asPromised: false, verdict: "incomplete" });
});

test("the result of the base may be at hand", async () => {
  const atHand = await check(base);
  const result = await checkMutant(mutant(base, "one too many", { ...tooHigh, breaks: "low", also: ["deadlock"] }), {
    base: { ...atHand, states: 1_000 },
  });
  expect(result).toMatchObject({ asPromised: true });
  expect(result.states).toBeGreaterThan(1_000);
});
