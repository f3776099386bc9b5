import { expect, test } from "vitest";
import { replayTours } from "../../../../checker/conform/replay-tours.ts";
import { commitRules } from "../../../../impl/commit/two-phase-commit/rules.ts";
import { expectGolden } from "../../../golden.ts";
import { largeTourInstances, tourInstances, toursOf } from "./modes.ts";
import { isLarge } from "./sizes.ts";
import { toured } from "./toured.ts";

const lines: string[] = [];

test.each((isLarge ? [...tourInstances, ...largeTourInstances] : tourInstances).map((one) => [one.name, one] as const))(
  "the sites can be led along the steps of the spec: %s",
  (name, instance) => {
    const { seconds, ...result } = replayTours(toursOf(instance), toured(instance, commitRules));
    expect(result).toMatchObject({ verdict: "conforms", neverOffered: [] });
    const { states, edges, replayed, notOffered, unreached, tests, steps } = result;
    const refused = `not offered ${notOffered}, behind those ${unreached}`;
    lines.push(`${name}: states ${states}, edges ${edges}, replayed ${replayed}, ${refused}, tests ${tests}, steps ${steps}`);
  },
);

test("so many states, steps and tests", () => {
  if (!isLarge) expectGolden("two-phase-commit-toured", `${lines.join("\n")}\n`);
});
