// The store itself, all of whose runs in small clusters are held against the spec: every order of messages, syncs and crashes.
import { expect, test } from "vitest";
import { conforms } from "../../../../checker/conform/conforms.ts";
import { expectGolden } from "../../../golden.ts";
import { conformance, largeScenarios, type Scenario, scenarios } from "./scenarios.ts";
import { isLarge } from "./sizes.ts";

const explored = async (scenario: Scenario) => {
  const { instance, system, mapping } = conformance(scenario);
  const result = await conforms(instance, system, mapping);
  expect(result.divergence).toBe(undefined);
  expect(result.verdict).toBe("conforms");
  return result;
};

test("each conforms, and is explored whole", async () => {
  const rows: string[] = [];
  const matched = new Set<string>();
  for (const [name, scenario] of Object.entries<Scenario>(scenarios)) {
    const { target, states, transitions, depth, mostCandidates, actions, insensitive } = await explored(scenario);
    expect({ name, insensitive }).toEqual({ name, insensitive: [] });
    for (const [action, { matched: count }] of Object.entries(actions)) if (count > 0) matched.add(action);
    const counts = `states=${states} transitions=${transitions} depth=${depth} candidates=${mostCandidates}`;
    rows.push(`${name.padEnd(18)} ${counts.padEnd(60)} ${target}`);
  }
  const expected = [
    "clientAsks",
    "clientAsksAgain",
    "clientIsAcknowledged",
    "clientReturns",
    "clientWritesBack",
    "clientWritesNext",
  ];
  expect([...matched].sort()).toEqual([...expected, "replicaAnswers", "replicaStores", "replicaStoresLate"]);
  expectGolden("quorum-store-explored", `${rows.join("\n")}\n`);
});

test.runIf(isLarge)("so do larger ones", { timeout: 3_600_000 }, async () => {
  for (const [name, scenario] of Object.entries<Scenario & { readonly states: number }>(largeScenarios)) {
    const { states } = await explored(scenario);
    expect({ name, states }).toEqual({ name, states: scenario.states });
  }
});
