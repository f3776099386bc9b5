import { describe, expect, test } from "vitest";
import type { Loose } from "../../../checker/model/model.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { argumentsOf } from "../../../checker/reference/step.ts";
import { systemOf } from "../../../checker/reference/system-of.ts";
import { boolean, ids, instance, oneOf, ordered, range, sentMessages, spec } from "../../../specs/language/index.ts";
import { init, P, state } from "./sample-step.ts";

describe("arguments", () => {
  const rows = (params: Loose, more: Loose = {}) => {
    const sample = () =>
      spec({
        name: "sample",
        state: { ...state, ...more.state },
        init: { ...init, ...more.init },
        actions: { act: { params, effect: () => undefined } },
      } as Loose);
    const model = modelOf(instance(sample as Loose, {}) as Loose);
    const [before] = systemOf(model).initial();
    return argumentsOf(model, model.actions[0], before);
  };

  test("stand in declared order, the first parameter slowest", () => {
    expect(rows({ a: oneOf("y", "x"), b: boolean })).toEqual([
      { a: "y", b: false },
      { a: "y", b: true },
      { a: "x", b: false },
      { a: "x", b: true },
    ]);
    expect(rows(undefined)).toEqual([{}]);
    expect(rows({ a: boolean, none: ids("none", 0) })).toEqual([]);
  });

  test("that the state offers stand in the domain's order and once, and know those before them", () => {
    const offered = (_s: Loose, { a }: Loose) => new Set([2, a, 0, 2]);
    expect(rows({ a: range(1, 2), b: { of: range(0, 2), from: offered } })).toEqual([
      { a: 1, b: 0 },
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 0 },
      { a: 2, b: 2 },
    ]);
    expect(() => rows({ b: { of: range(0, 2), from: () => [7] } })).toThrow(
      "sample.act: parameter b: its function of the state gave 7, outside range(0, 2).",
    );
  });

  test("that are drawn stand in the order of messages, and of an ordered network are the heads alone", () => {
    const queues = ordered({ between: P, messages: { B: { n: range(0, 2) }, A: {} }, atMost: 3 });
    const sent = sentMessages({ Z: { n: range(0, 2) }, A: {} });
    const more = {
      state: { queues, sent },
      init: {
        queues: [
          { type: "A", from: 1, to: 0 },
          { type: "B", from: 1, to: 0, n: 0 },
          { type: "B", from: 0, to: 1, n: 2 },
          { type: "B", from: 0, to: 1, n: 1 },
        ],
        sent: [{ type: "A" }, { type: "Z", n: 2 }, { type: "Z", n: 1 }],
      },
    };
    expect(rows({ m: queues.any() }, more)).toEqual([
      { m: { type: "B", from: 0, to: 1, n: 2 } },
      { m: { type: "A", from: 1, to: 0 } },
    ]);
    expect(rows({ m: queues.any("A") }, more)).toEqual([{ m: { type: "A", from: 1, to: 0 } }]);
    expect(rows({ m: sent.any() }, more)).toEqual([
      { m: { type: "Z", n: 1 } },
      { m: { type: "Z", n: 2 } },
      { m: { type: "A" } },
    ]);
  });
});
