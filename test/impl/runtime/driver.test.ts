import { describe, expect, test } from "vitest";
import type { Core } from "../../../impl/runtime/core.ts";
import { checkedDriver, plainDriver } from "../../../impl/runtime/driver.ts";
import { type Scripted, scripted } from "./scripted.ts";

const input = { kind: "message", from: "b", message: { type: "note", text: "x" } } as const;
const state = () => ({ script: {}, seen: ["before"] });
const withStep = (step: Core<Scripted>["step"]): Core<Scripted> => ({ ...scripted, step });
const run = (core: Core<Scripted>) => checkedDriver(core, { a: {} }).step("a", state(), input);

describe("a core that is no function of its arguments is found out", () => {
  let calls = 0;
  const impure: [what: string, core: Core<Scripted>, message: string][] = [
    [
      "it counts",
      withStep((s) => ({ state: { ...s, seen: [String(calls++)] }, effects: [] })),
      "gave two results for the same arguments",
    ],
    ["it edits its state", withStep((s) => ({ state: push(s, "x"), effects: [] })), "changes what it was given"],
    ["it edits a message", withStep((s, i) => ({ state: rename(i, s), effects: [] })), "changes what it was given"],
    [
      "it keeps a Map",
      withStep((s) => ({ state: { ...s, map: new Map() }, effects: [] })),
      "state.map is a Map, which is no plain data",
    ],
    ["it keeps a function", withStep((s) => ({ state: { ...s, run: () => {} }, effects: [] })), "state.run is a function"],
  ];
  const push = (s: Scripted["state"], text: string) => {
    (s.seen as string[]).push(text);
    return s;
  };
  const rename = (i: object, s: Scripted["state"]) => {
    (i as { kind: string }).kind = "other";
    return s;
  };

  test.each(impure)("%s", (_, core, message) => {
    expect(() => run(core)).toThrow(message);
    expect(() => run(core)).toThrow(/^scripted, node a: /);
  });
});

test("a core that throws is not hidden", () => {
  const core = withStep(() => {
    throw new TypeError("undefined is not a function");
  });
  expect(() => run(core)).toThrow(new TypeError("undefined is not a function"));
});

test("a pure core is called twice, and its result frozen; unchecked once, and as it is", () => {
  let calls = 0;
  const counted = withStep((s, i) => {
    calls++;
    return scripted.step(s, i);
  });
  expect(Object.isFrozen(run(counted).state.seen)).toBe(true);
  expect(calls).toBe(2);
  const { state: after } = plainDriver(counted, { a: {} }).step("a", state(), input);
  expect(after).toEqual({ script: {}, seen: ["before", "note x"] });
  expect(Object.isFrozen(after)).toBe(false);
  expect(calls).toBe(3);
});
