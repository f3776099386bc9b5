import { describe, expect, test } from "vitest";
import { check } from "../../checker/check.ts";
import { replay } from "../../checker/replay.ts";
import type { Trace } from "../../checker/result.ts";
import * as twoPhaseCommit from "../../specs/commit/two-phase-commit.instances.ts";
import type { AnySpec, Instance } from "../../specs/language/index.ts";
import { eventually, instance, range, refinement, spec } from "../../specs/language/index.ts";
import { counter, counting } from "./counter.ts";

const found = async (of: Instance<AnySpec>, properties?: readonly string[]): Promise<Trace> => {
  const { violations } = await check(of, { engine: "reference", ...(properties ? { properties } : {}) });
  expect(violations).toHaveLength(1);
  // As it comes from a file.
  return JSON.parse(JSON.stringify(violations[0]));
};

const squares = () =>
  spec({
    name: "squares",
    state: { n: range(0, 2) },
    init: { n: 0 },
    actions: { next: { guard: (s) => s.n < 2, effect: (s) => void (s.n += 1) as undefined } },
    refines: { counter: refinement(counting(4), (s: { readonly n: number }) => ({ n: s.n * s.n })) },
  });

describe("a trace is confirmed", () => {
  test.each<[string, Instance<AnySpec>, readonly string[] | undefined, string]>([
    ["an invariant", counting(6), ["small"], "2 actions again, and then: small of counter does not hold"],
    ["a step", counting(6), ["upwards"], "2 actions again, and then: upwards of counter does not hold"],
    ["a deadlock", counting(3), ["deadlock"], "2 actions again, and then: nothing more can happen"],
    ["a refinement", instance(squares, {}), ["counter"], "2 actions again, and then: counter of squares does not hold"],
    [
      "a violation in an initial state",
      counting(9, { init: { n: 5 } }),
      ["small"],
      "0 actions again, and then: small of counter does not hold",
    ],
    [
      "a mutant's",
      twoPhaseCommit.commitsEarly,
      ["consistent"],
      "5 actions again, and then: consistent of two-phase-commit does not hold",
    ],
    [
      "a witness out of reach",
      counting(3, { outOfReach: ["three"] }),
      ["three"],
      "2 actions again, and then: three is reached",
    ],
    [
      "an error",
      counting(6, { within: (s) => (s.n === 3 ? (undefined as never) : true) }),
      [],
      "1 action again, and then: counter: within within returned nothing.",
    ],
  ])("of %s", async (_name, of, properties, message) => {
    const result = replay(await found(of, properties), of);
    expect(result).toMatchObject({ confirmed: true });
    expect(result.message).toContain(message);
  });
});

describe("a trace is not confirmed", () => {
  const of = counting(6);
  const changed = async (change: (trace: { -readonly [K in keyof Trace]: Trace[K] }) => void) => {
    const trace = await found(of, ["small"]);
    change(trace);
    return replay(trace, of);
  };
  const step = (action: string, args: object, n: unknown) => ({ action, args, state: { n } }) as Trace["steps"][number];

  test.each<[string, (trace: { -readonly [K in keyof Trace]: Trace[K] }) => void, number | undefined, string]>([
    ["of another target", (t) => void (t.target = "counter/7"), undefined, "the trace is of counter/7, and this is counter/6."],
    [
      "of a mutant",
      (t) => void (t.mutant = "it jumps"),
      undefined,
      'the trace is of counter/6 with the mistake "it jumps", and this is counter/6.',
    ],
    ["of no steps", (t) => void (t.steps = []), undefined, "the trace has no steps."],
    ["of an unknown property", (t) => void (t.property = "tiny"), undefined, 'counter has no property "tiny"'],
    ["that starts elsewhere", (t) => void (t.steps = [step("init", {}, 1)]), 0, "step 0: the state is no initial state."],
    [
      "with a state of another type",
      (t) => void (t.steps = [step("init", {}, "zero")]),
      0,
      'step 0: n is "zero", which is none of range(0, 6).',
    ],
    [
      "with an unknown action",
      (t) => void (t.steps = [t.steps[0], step("jump", {}, 4)]),
      1,
      "step 1: there is no action jump; there are up, down.",
    ],
    [
      "with arguments of another type",
      (t) => void (t.steps = [t.steps[0], step("up", { by: 3 }, 3)]),
      1,
      "step 1: by is 3, which is none of range(1, 2).",
    ],
    [
      "with a step that is not enabled",
      (t) => void (t.steps = [t.steps[0], step("down", {}, 0)]),
      1,
      "step 1: counter.down() is not enabled.",
    ],
    [
      "that leads elsewhere",
      (t) => void (t.steps = [t.steps[0], step("up", { by: 1 }, 2)]),
      1,
      "step 1: up leads to another state: n is 1, and was 2.",
    ],
    ["where the property holds", (t) => void (t.steps = t.steps.slice(0, 2)), 1, "step 1: small is as it should be there."],
    [
      "of a deadlock that is none",
      (t) => void Object.assign(t, { kind: "deadlock", property: "deadlock" }),
      2,
      "step 2: it is no deadlock: the protocol can go on.",
    ],
    [
      "of an error that is none",
      (t) => void (t.why = { because: [], error: "it broke" }),
      2,
      "step 2: nothing goes wrong there any more.",
    ],
  ])("%s", async (_name, change, at, message) => {
    const result = await changed(change);
    expect(result).toMatchObject({ confirmed: false });
    expect(result.message).toContain(message);
    expect(result.step).toBe(at);
  });

  test("when the bounds cut it", async () => {
    const trace = await found(of, ["small"]);
    const bounded = (options: Parameters<typeof counting>[1]) => replay(trace, counting(6, options));
    expect(bounded({ within: (s) => s.n < 2 })).toMatchObject({
      confirmed: false,
      step: 1,
      message: "step 1: the state is outside within, where nothing is explored.",
    });
    expect(bounded({ allow: { small: (_b, after) => after.n < 4 } })).toMatchObject({
      confirmed: false,
      step: 2,
      message: "step 2: counter.up(by=2) is cut by small.",
    });
  });

  test("when its last state lies beyond a bound, and it shows what only a state within does", () => {
    const of = counting(4, { within: (s) => s.n < 4, outOfReach: ["top"] });
    const steps = [step("init", {}, 0), step("up", { by: 2 }, 2), step("up", { by: 2 }, 4)];
    const shows = (kind: "deadlock" | "witness" | "invariant", property: string) =>
      replay({ schema: 1, target: of.target, constants: {}, verdict: "violated", kind, property, steps }, of);
    const outside = {
      confirmed: false,
      step: 2,
      message: "step 2: the state is outside within, where nothing is explored.",
    };
    expect(shows("deadlock", "deadlock")).toEqual(outside);
    expect(shows("witness", "top")).toEqual(outside);
    expect(shows("invariant", "small")).toMatchObject({ confirmed: true });
  });

  test("when a message is no longer in its network, or the condition that refuses has a name", async () => {
    const trace = await found(twoPhaseCommit.commitsEarly, ["consistent"]);
    const { mutant: _mistake, ...right } = trace;
    expect(replay(right, twoPhaseCommit.two)).toMatchObject({
      confirmed: false,
      message: expect.stringMatching(
        /^step \d: two-phase-commit.tmCommit\(\) is not enabled: everyonePrepared does not hold\.$/,
      ),
    });
  });

  test("when what is fair is only done where it changes nothing", () => {
    const idle = () =>
      spec({
        name: "idle",
        state: { n: range(0, 1) },
        init: { n: 0 },
        actions: {
          add: {
            params: { by: range(0, 1) },
            guard: (s, { by }) => s.n + by <= 1,
            effect: (s, { by }) => {
              s.n += by;
            },
          },
        },
        liveness: { done: eventually((s) => s.n === 1) },
        fairness: { add: "weak" },
      });
    const of = instance(idle, {});
    const trace = {
      schema: 1,
      target: of.target,
      constants: {},
      verdict: "violated",
      kind: "liveness",
      property: "done",
      steps: [step("init", {}, 0), step("add", { by: 0 }, 0)],
      loop: 0,
    } as const;
    expect(replay(trace, of)).toMatchObject({
      confirmed: false,
      step: 0,
      message: "step 0: the run is not fair: add is put off for ever.",
    });
  });

  test("when the instance is wrong", () => {
    const wrong = instance(counter, { most: 6 }, { init: { n: 9 } });
    const trace = {
      schema: 1,
      target: "counter/6",
      constants: {},
      verdict: "violated",
      steps: [step("init", {}, 0)],
    } as const;
    expect(replay(trace, wrong)).toMatchObject({
      confirmed: false,
      message: "counter/6: its own init gives n as 9, outside range(0, 6).",
    });
  });
});
