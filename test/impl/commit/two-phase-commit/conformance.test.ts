import { describe, expect, test } from "vitest";
import { conforms } from "../../../../checker/conform/conforms.ts";
import { commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { explorePromised } from "./modes.ts";
import { conformance, largeScenarios, promised, type Scenario, scenarios } from "./scenarios.ts";
import { isLarge, PATIENCE } from "./sizes.ts";

const reached = new Set<string>();
const all = new Set<string>();

describe("each step of every run is one of the spec", () => {
  const cases = Object.entries<Scenario>({ ...scenarios, ...(isLarge ? largeScenarios : {}) });
  test.each(cases)(
    "%s",
    async (_, scenario) => {
      const { instance, system, mapping } = conformance(scenario);
      const result = await conforms(instance, system, mapping);
      expect(result).toMatchObject({ verdict: "conforms", insensitive: [] });
      for (const [action, { matched }] of Object.entries(result.actions)) {
        all.add(action);
        if (matched > 0) reached.add(action);
      }
    },
    PATIENCE,
  );

  test("and of the spec's actions only this was never seen", () => {
    expect([...all].filter((action) => !reached.has(action))).toEqual([]);
  });
});

describe("each state of every run is as promised", () => {
  test.each(Object.entries<Scenario>(promised))("%s", (_, scenario) => {
    expect(explorePromised(scenario, commitRules)).toMatchObject({ ended: "exhausted", wrong: undefined });
  });
});
