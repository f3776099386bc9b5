import { expect, test } from "vitest";
import { modelOf } from "../../checker/model/model-of.ts";
import { referenceSearch } from "../../checker/reference/reference-search.ts";
import { runLiveness } from "../../checker/run-liveness.ts";
import { SLICE } from "../../checker/run-search.ts";
import { ended } from "./compile/summary.ts";
import { named } from "./liveness/mutex.ts";

const model = modelOf(named("unfair"));

/** Interrupted as soon as the graph is asked for the nth time: the first is to decide, the second to tell what would keep a promise. */
const interruptedAt = async (nth: number) => {
  const search = referenceSearch(model);
  ended(search);
  const controller = new AbortController();
  let asked = 0;
  const graph: typeof search.graph = function* (labelOf) {
    if (++asked === nth) {
      controller.abort();
      for (const until = performance.now() + 2 * SLICE; performance.now() < until; );
    }
    return yield* search.graph(labelOf);
  };
  const interrupted = Object.assign(Object.create(search) as typeof search, { graph });
  const { findings, isThrough, ending } = await runLiveness(model, interrupted, 0, { signal: controller.signal });
  return { isThrough, ending, broken: findings.map(({ property, sufficient }) => ({ property, sufficient })) };
};

test("nothing is said of what was not decided when a limit came", async () => {
  expect(await interruptedAt(1)).toEqual({ isThrough: false, ending: "interrupted", broken: [] });
});

test("what is broken stands, though a limit came before it was known what would keep it", async () => {
  const broken = ["someoneEnters", "firstEnters", "entered", "settled"].map((property) => ({ property, sufficient: [] }));
  expect(await interruptedAt(2)).toEqual({ isThrough: false, ending: "interrupted", broken });
  const whole = await interruptedAt(3);
  expect(whole.isThrough).toBe(true);
  expect(whole.broken[0]).toEqual({ property: "someoneEnters", sufficient: [{ action: "enter", fairness: "weak" }] });
});
