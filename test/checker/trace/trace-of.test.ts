import { describe, expect, test } from "vitest";
import { modelOf } from "../../../checker/model/model-of.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import { retrace } from "../../../checker/trace/retrace.ts";
import { traceOf } from "../../../checker/trace/trace-of.ts";
import { instance } from "../../../specs/language/index.ts";
import { counter, counting } from "../counter.ts";
import { searched } from "../searched.ts";

const states = (...numbers: readonly number[]) => numbers.map((n) => ({ n }));

describe("a run of states", () => {
  test("is retraced by the first steps in declared order", () => {
    const { initial, steps } = retrace(modelOf(counting(6)), states(0, 2, 1, 2));
    expect(initial).toEqual({ n: 0 });
    expect(steps.map(({ action, args, after }) => [action.name, args, after])).toEqual([
      ["up", { by: 2 }, { n: 2 }],
      ["down", {}, { n: 1 }],
      ["up", { by: 1 }, { n: 2 }],
    ]);
  });

  test("is retraced by steps that are allowed", () => {
    const twice = () => ({
      ...counter({ most: 6 }),
      actions: { ...counter({ most: 6 }).actions, leap: counter({ most: 6 }).actions.up },
    });
    const of = (allow: (name: string) => boolean) =>
      modelOf(instance(twice as typeof counter, { most: 6 }, { allow: (_b, _a, { name }) => allow(name) }));
    const first = (model: ReturnType<typeof of>, violated?: string) =>
      retrace(model, states(0, 1), violated).steps[0].action.name;
    expect(first(of(() => true))).toBe("up");
    expect(first(of((name) => name !== "up"))).toBe("leap");
    expect(
      first(
        of(() => true),
        "upwards",
      ),
    ).toBe("leap");
  });

  test("that no action takes is an error of ours", () => {
    expect(() => retrace(modelOf(counting(6)), states(0, 3))).toThrow(
      "internal error in counter/6: no action takes a step that was found.",
    );
    expect(() => retrace(modelOf(counting(6)), states(1))).toThrow(
      "internal error in counter/6: a run starts in no initial state.",
    );
  });

  test("that ends in no violation is no counterexample", () => {
    const of = (kind: "invariant" | "step", property: string) => () =>
      traceOf(modelOf(counting(6)), states(0, 1), { verdict: "violated", kind, property });
    expect(of("step", "slow")).toThrow("counter: slow says of the same values at the end of a run once yes and once no.");
    expect(of("invariant", "small")).toThrow("counter: small says of the same values");
  });
});

describe("a trace", () => {
  const trace = (property: string, kind: "invariant" | "step" | "deadlock", most = 6) => {
    const of = counting(most);
    return traceOf(modelOf(of, [property]), searched(of, [property]).runs[0], { verdict: "violated", kind, property });
  };

  test("is what a finding goes to show, as JSON", () => {
    expect(trace("small", "invariant")).toEqual({
      schema: 1,
      target: "counter/6",
      constants: { most: 6 },
      verdict: "violated",
      property: "small",
      kind: "invariant",
      why: { because: [] },
      steps: [
        { action: "init", args: {}, state: { n: 0 } },
        { action: "up", args: { by: 2 }, state: { n: 2 } },
        { action: "up", args: { by: 2 }, state: { n: 4 } },
      ],
    });
  });

  test("of a step's property ends in the step that violates it", () => {
    expect(trace("upwards", "step").steps.map(({ action }) => action)).toEqual(["init", "up", "down"]);
    expect(trace("deadlock", "deadlock", 3).steps.map(({ action }) => action)).toEqual(["init", "up", "up"]);
    // What the environment can still do is no step of the protocol.
    expect(trace("deadlock", "deadlock", 3).why).toEqual({
      because: [],
      environment: [{ action: "down", args: {} }],
      refused: [{ action: "up", text: expect.stringContaining("constants.most"), choices: 2 }],
    });
  });

  test("says which module its instance is of, and which mistake", () => {
    const of = { ...counting(6), address: { module: "file:///specs/counter.ts" }, mutant: "it jumps" };
    const [initial] = systemOf(modelOf(of)).initial();
    expect(traceOf(modelOf(of), [initial], { verdict: "error", error: "it went wrong" })).toMatchObject({
      module: "file:///specs/counter.ts",
      mutant: "it jumps",
      verdict: "error",
      why: { because: [], error: "it went wrong" },
      steps: [{ action: "init" }],
    });
  });
});
