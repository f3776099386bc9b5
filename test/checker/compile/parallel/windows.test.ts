// A search in windows tells what a search alone tells, down to each run: whatever happens in them, and in however many parts.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CrewPace } from "../../../../checker/compile/parallel/crew.ts";
import { compiledSearch } from "../../../../checker/compile/search/compiled-search.ts";
import { modelOf } from "../../../../checker/model/model-of.ts";
import { catalogue } from "../../../../specs/index.ts";
import type { AnySpec, Instance } from "../../../../specs/language/index.ts";
import { instanceOf, plans } from "../random/plan.ts";
import { nested } from "../specimens/maps.ts";
import { networks } from "../specimens/networks.ts";
import { parameters } from "../specimens/parameters.ts";
import { refinements } from "../specimens/refinements.ts";
import { sets } from "../specimens/sets.ts";
import { values } from "../specimens/values.ts";
import { violations } from "../specimens/violations.ts";
import { wideNetworks } from "../specimens/wide-networks.ts";
import { byCompiled, ended, PACES, summaryOf, UNLIMITED } from "../summary.ts";
import { AT_ONCE, OneThread } from "./one-thread.ts";

const isInstance = (value: unknown): value is Instance<AnySpec> & { readonly mutant?: string } =>
  typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "instance";

const modules = await Promise.all(catalogue.map(({ load }) => load()));
const instances = modules.flatMap((exported) => Object.values(exported).filter(isInstance));

/** How windows fall: as a rule; a state to a chunk; in one chunk that has no room for more than a few candidates. */
const WAYS: readonly (readonly [threads: number, pace: CrewPace])[] = [
  [2, AT_ONCE],
  [3, { ...AT_ONCE, statesPerChunk: 1 }],
  [4, { ...AT_ONCE, statesPerChunk: 40, firstWindow: 40, mostCandidates: 9 }],
];

type Limits = typeof UNLIMITED;

const together = (
  model: ReturnType<typeof modelOf>,
  [threads, pace]: (typeof WAYS)[number],
  limits: Limits,
  how?: keyof typeof PACES,
) => {
  const search = compiledSearch(model, PACES[how ?? "as it is"], new OneThread(model, threads, pace, PACES[how ?? "as it is"]));
  return { ...summaryOf(model, search, ended(search, limits, 0)), used: search.threads?.threads };
};

const agree = (
  instance: Instance<AnySpec>,
  properties: readonly string[] | undefined,
  limits: Limits,
  ways = WAYS,
): readonly unknown[] => {
  const model = modelOf(instance, properties);
  const alone = byCompiled(model, undefined, limits);
  return ways.map((way) => {
    const { used, ...told } = together(model, way, limits);
    expect({ threads: way[0], ...told }).toEqual({ threads: way[0], ...alone });
    return used;
  });
};

describe("the catalogue", () => {
  const [whole, broken] = [false, true].map((isBroken) =>
    instances.filter(({ mutant }) => (mutant !== undefined) === isBroken),
  );
  /** All ways on those that are small and checked by default; one on each of the others, in turn. */
  const isSmall = ({ options }: Instance<AnySpec>) => options.default !== false && (options.expect?.states ?? 0) <= 10_000;
  test.for(whole.map((one, i) => [one.target, one, i] as const))("%s", ([, one, i]) => {
    const ways = isSmall(one) ? WAYS : [WAYS[i % WAYS.length]];
    const used = agree(one, undefined, { ...UNLIMITED, states: 250 }, ways);
    if ((one.options.expect?.states ?? 0) > 100) expect(used).toEqual(ways.map(([threads]) => threads));
  });
  test.for(broken.map((one, i) => [one.target, one.mutant, one, i] as const))("%s, %s", ([, , one, i]) => {
    agree(one, undefined, { ...UNLIMITED, states: 60 }, [WAYS[i % WAYS.length]]);
  });
});

describe("the language", () => {
  const MOST = { ...UNLIMITED, states: 60 };
  const specimens: readonly Instance<AnySpec>[] = [...values, ...sets, ...nested, ...networks, ...wideNetworks, ...parameters];
  test.for(specimens.map((instance) => [instance.target, instance] as const))("%s", ([, instance]) => {
    agree(instance, undefined, MOST);
  });
});

describe("what is violated", () => {
  test.for([...violations, ...refinements])("%s", ([, instance, properties]) => {
    agree(instance, properties, UNLIMITED);
  });
});

describe("limits", () => {
  const two = instances.find(({ target }) => target === "two-phase-commit/4")!;
  test.for([1, 2, 17, 300, 1_025, 1_568])("%i states", (states) => {
    agree(two, undefined, { ...UNLIMITED, states });
  });
  test.for([300_000, 400_000, 600_000, 2_000_000])("%i bytes: none more is allocated", (bytes) => {
    const model = modelOf(two);
    const search = compiledSearch(model, undefined, new OneThread(model, 2));
    const came = ended(search, { ...UNLIMITED, bytes }, 0);
    if (came === "memory") expect(search.states).toBeLessThan(1_568);
    else expect([came, search.states]).toEqual(["exhausted", 1_568]);
    // What there is at first is allocated before anything can be said of it.
    expect(search.bytes).toBeLessThanOrEqual(Math.max(bytes, 350_000));
  });
});

test("random specs", { timeout: 3_600_000 }, () => {
  fc.assert(
    fc.property(plans, fc.constantFrom(...WAYS), fc.constantFrom(...Object.keys(PACES)), (plan, way, how) => {
      const limits = { ...UNLIMITED, states: 40 };
      const instance = instanceOf(plan);
      // What is violated at once hides what is violated later.
      for (const names of [undefined, [], instance.spec.properties.slice(1)]) {
        const model = modelOf(instance, names);
        const { used: _, ...told } = together(model, way, limits, how);
        expect(told).toEqual(byCompiled(model, PACES[how], limits));
      }
    }),
    { numRuns: Number(process.env.QUORATE_RUNS ?? 100), seed: Number(process.env.QUORATE_SEED ?? 1) },
  );
});
