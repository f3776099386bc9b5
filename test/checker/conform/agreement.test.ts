import fc from "fast-check";
import { expect, test } from "vitest";
import { conforms, Matcher, watch } from "../../../checker/index.ts";
import { followed, naive } from "./naive.ts";
import { type Case, cases, instanceOf, mappingOf, systemOf } from "./random-specs.ts";

const RUNS = 5_000;

test("a system conforms exactly when each of its runs is one of the spec, written out naively", async () => {
  const seen = { conforms: 0, diverges: 0, eager: 0, hidden: 0, many: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (given) => {
      const result = await conforms(instanceOf(given), systemOf(given), mappingOf(given), { samples: 0 });
      const { diverges, pairs } = naive(given);
      const verdict = result.because === "nothing-matched" ? "conforms" : result.verdict;
      expect(verdict).toBe(diverges === undefined ? "conforms" : "diverges");
      if (diverges === undefined && (result.eager || given.hidden.length === 0)) expect(result.product).toBe(pairs);
      if (result.divergence) expect(result.divergence.run.length + (result.divergence.step ? 1 : 0)).toBe(diverges);
      seen[verdict as "conforms"]++;
      if (result.eager) seen.eager++;
      if (result.divergence?.class === "needs-more-hidden") seen.hidden++;
      if (result.mostCandidates > 1) seen.many++;
    }),
    { numRuns: RUNS, seed: 4 },
  );
  // What is random must also have been interesting.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(3);
});

/** A walk through the system by chance, until the spec cannot follow. */
const walk = (given: Case, choices: readonly number[]) => {
  const instance = instanceOf(given);
  const { hidden = [], maxHidden = 0 } = mappingOf(given);
  const matcher = new Matcher(instance, { hidden, maxHidden, eager: true });
  const watched = watch(instance, mappingOf(given), { eager: true, window: 2 });
  const { actions, view } = mappingOf(given);
  let at = 0;
  let set = [0].filter(() => given.colours[0] === undefined || given.colours[0] === given.spec.colours[0]);
  const compare = (outcomes: readonly { readonly verdict: string }[]) => {
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(outcomes.map(() => (set.length > 0 ? "conforms" : "diverges")));
    if (set.length > 0) expect(matcher.candidates.map((state) => state.at).sort((a, b) => a - b)).toEqual(set);
  };
  compare([matcher.start(view(0)), watched.start(0)]);
  for (const choice of choices) {
    const edges = given.edges[at];
    if (edges.length === 0 || set.length === 0) return;
    const args = edges[choice % edges.length];
    const step = { action: "edge" as const, args };
    set = followed(given, set, args.ways, given.colours[args.to]);
    const does = actions.edge(args, at, args.to, step);
    at = args.to;
    compare([matcher.step({ does, after: view(at) }), watched.step(step, at)]);
  }
};

test("a run that is followed step by step has exactly the candidates of the naive construction", () => {
  fc.assert(fc.property(cases, fc.array(fc.nat({ max: 1 }), { maxLength: 12 }), walk), { numRuns: RUNS, seed: 5 });
});
