import { describe, expect, test } from "vitest";
import { replayTours } from "../../../../checker/conform/replay-tours.ts";
import { toursText } from "../../../../checker/report/conformance-text.ts";
import { commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { expectGolden } from "../../../golden.ts";
import { largeStrictTourInstances, largeTourInstances, strictTourInstances, tourInstances, toursOf } from "./modes.ts";
import { isLarge, PATIENCE } from "./sizes.ts";
import { stricter } from "./stricter.ts";
import { toured } from "./toured.ts";

const reasons = Object.values(stricter).map(({ why }) => why);
const lines: string[] = [];
const actions = new Set<string>();
const offered = new Set<string>();

const replayed = (instance: (typeof tourInstances)[number]) => {
  const result = replayTours(toursOf(instance), toured(instance, commitRules));
  lines.push(toursText(instance, { ...result, seconds: 0 }));
  for (const name of Object.keys(instance.spec.actions)) {
    actions.add(name);
    if (!result.neverOffered.includes(name)) offered.add(name);
  }
  return result;
};
const each = (small: typeof tourInstances, large: typeof tourInstances) =>
  [...small, ...(isLarge ? large : [])].map((one) => [one.name, one] as const);

describe("the sites can be led along the steps of the spec, but for those that they do not take for a reason", () => {
  test.each(each(tourInstances, largeTourInstances))("%s", { timeout: PATIENCE }, (_, instance) => {
    const { verdict, refusals } = replayed(instance);
    expect(verdict).toBe("conforms");
    expect(refusals.filter(({ why }) => !reasons.includes(why))).toEqual([]);
  });
});

describe("where the spec allows no more than that, they can be led along all of it", () => {
  test.each(each(strictTourInstances, largeStrictTourInstances))("%s", { timeout: PATIENCE }, (_, instance) => {
    const { verdict, edges, replayed: taken, refusals } = replayed(instance);
    expect({ verdict, taken, refusals }).toEqual({ verdict: "conforms", taken: edges, refusals: [] });
  });
});

test("of the spec's actions only these are never taken: of two stores in doubt, none has another to tell", () => {
  expect([...actions].filter((name) => !offered.has(name))).toEqual(["newCoordinatorSendsDecision"]);
});

test("every reason is needed", () => {
  const text = lines.join("\n");
  const unused = Object.entries(stricter).filter(([, { why }]) => !text.includes(why));
  expect(unused).toEqual([]);
});

test("so many states, steps and tests, and so many steps that are not taken", () => {
  if (!isLarge) expectGolden("two-phase-commit-toured", `${lines.join("\n\n")}\n`);
});
