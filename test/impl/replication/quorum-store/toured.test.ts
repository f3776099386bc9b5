// Every step of small instances of the spec, as a test of the store.
import { expect, test } from "vitest";
import { replayTours } from "../../../../checker/conform/replay-tours.ts";
import { tours } from "../../../../checker/conform/tours.ts";
import { quorumRules } from "../../../../impl/replication/quorum-store/rules.ts";
import { expectGolden } from "../../../golden.ts";
import { isLarge } from "./sizes.ts";
import { largeTourInstances, tourInstances } from "./tour-instances.ts";
import { toured } from "./toured.ts";

const rowOf = ([name, instance]: [string, (typeof tourInstances)["writeBack"]]): string => {
  const result = replayTours(tours(instance), toured(instance, quorumRules));
  expect(result.divergence).toBe(undefined);
  expect(result.verdict).toBe("conforms");
  const { states, edges, replayed, notOffered, unreached, tests, steps, neverOffered } = result;
  const graph = `states=${states} edges=${edges} replayed=${replayed} (${((100 * replayed) / edges).toFixed(0)} %)`;
  const never = neverOffered.length > 0 ? ` never: ${neverOffered.join(", ")}` : "";
  return `${name.padEnd(12)} ${graph} not offered=${notOffered} behind such=${unreached} tests=${tests} steps=${steps}${never}`;
};

test("the store follows wherever it is led", () => {
  expectGolden("quorum-store-toured", `${Object.entries(tourInstances).map(rowOf).join("\n")}\n`);
});

test.runIf(isLarge)("so it does in larger ones", { timeout: 3_600_000 }, () => {
  process.stdout.write(`${Object.entries(largeTourInstances).map(rowOf).join("\n")}\n`);
});
