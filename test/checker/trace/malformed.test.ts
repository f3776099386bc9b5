// A trace from a file may be cut short or edited by hand: whatever it has become, it can be read and printed, or is refused in words.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../../checker/check.ts";
import type { Loose } from "../../../checker/model/model.ts";
import { replay } from "../../../checker/replay.ts";
import { replayLines } from "../../../checker/report/replay-lines.ts";
import type { Trace } from "../../../checker/result.ts";
import { malformed } from "../../../checker/trace/malformed.ts";
import * as twoPhaseCommit from "../../../specs/commit/two-phase-commit.instances.ts";
import type { AnySpec, Instance } from "../../../specs/language/index.ts";
import { counting } from "../counter.ts";

const found = async (of: Instance<AnySpec>): Promise<readonly [Instance<AnySpec>, Trace]> => {
  const { violations } = await check(of);
  return [of, JSON.parse(JSON.stringify(violations[0]))];
};
const traces = await Promise.all([
  found(twoPhaseCommit.commitsEarly),
  found(counting(6)),
  found(counting(3, { outOfReach: ["three"] })),
  found(counting(6, { within: (s) => (s.n === 3 ? (undefined as never) : true) })),
]);

describe("a trace as it was saved", () => {
  test.for(traces.map(([of, trace]) => [of.target, of, trace] as const))("of %s", ([, of, trace]) => {
    expect(malformed(trace)).toBeUndefined();
    expect(replay(trace, of)).toMatchObject({ confirmed: true });
  });
});

describe("a trace that was changed", () => {
  const [[of, trace]] = traces;
  const step = trace.steps[1];
  test.for<[string, object, { message: string; step?: number }]>([
    ["no target", { target: undefined }, { message: "the trace's target is not as it was saved." }],
    ["a kind that there is not", { kind: "sort" }, { message: "the trace's kind is not as it was saved." }],
    ["reasons that are none", { why: { because: [null] } }, { message: "the trace's why is not as it was saved." }],
    ["no steps", { steps: [] }, { message: "the trace has no steps." }],
    ["a beginning that is none", { steps: [step] }, { message: "a run begins with the step init.", step: 0 }],
    ["a round back to nowhere", { loop: "length" }, { message: "the trace's loop is none of its steps." }],
    ...[null, { ...step, state: null }, { ...step, args: [] }, { ...step, action: 1 }].map(
      (one): [string, object, { message: string; step: number }] => [
        `the step ${JSON.stringify(one)?.slice(0, 40)}`,
        { steps: [trace.steps[0], one] },
        { message: "this is no step with an action, its args and the state after it.", step: 1 },
      ],
    ),
  ])("%s", ([, change, wrong]) => {
    const changed = { ...trace, ...change } as Trace;
    expect(malformed(changed)).toEqual(wrong);
    const { confirmed, message } = replay(changed, of);
    expect({ confirmed, message }).toEqual({
      confirmed: false,
      message: wrong.step === undefined ? wrong.message : `step ${wrong.step}: ${wrong.message}`,
    });
  });

  test("anywhere, and to anything", () => {
    const around = { paint: { good: String, bad: String, unsure: String }, source: () => undefined, again: () => undefined };
    const odd = fc.constantFrom<Loose>(undefined, null, 0, -1, 1.5, "x", true, [], {}, [null], { type: "x" }, "length");
    fc.assert(
      fc.property(fc.nat(traces.length - 1), fc.array(fc.nat(50), { maxLength: 6 }), odd, (which, path, value) => {
        const [of, saved] = traces[which];
        const changed = edited(saved, path, value);
        const result = replay(changed, of);
        expect(result.message).not.toMatch(/Cannot|not a function|not iterable|is not an/);
        if (malformed(changed) === undefined)
          expect(replayLines(changed, result, { ...around, spec: of.spec } as Loose).length).toBeGreaterThan(2);
      }),
      { numRuns: 3_000, seed: 1 },
    );
  });
});

/** The value with another in the place to which the path leads. */
const edited = (value: Loose, [at, ...rest]: readonly number[], instead: Loose): Loose => {
  if (at === undefined || typeof value !== "object" || value === null) return instead;
  const keys = Object.keys(value);
  if (keys.length === 0) return instead;
  const copy = structuredClone(value);
  const key = keys[at % keys.length];
  copy[key] = edited(value[key], rest, instead);
  return copy;
};
