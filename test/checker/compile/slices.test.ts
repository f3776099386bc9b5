// Searches run in slices, of which other searches may come in between: all models of a thread share the words of the state at hand.
import { describe, expect, test } from "vitest";
import { compiledSearch } from "../../../checker/compile/search/compiled-search.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { keyOf } from "../../../checker/reference/key-of.ts";
import { paxos } from "../../../specs/consensus/paxos.ts";
import { type AnySpec, type Instance, instance } from "../../../specs/language/index.ts";
import { counting } from "../counter.ts";
import { nested } from "./specimens/maps.ts";
import { networks } from "./specimens/networks.ts";
import { refinements } from "./specimens/refinements.ts";
import { sets } from "./specimens/sets.ts";
import { wideNetworks } from "./specimens/wide-networks.ts";
import { byReference, ended, PACES, summaryOf, UNLIMITED } from "./summary.ts";

const LIMITS = { states: 60, bytes: Number.POSITIVE_INFINITY };

/** Each advances a little, in turn; what else can be asked of a search is asked between. */
const interleaved = (instances: readonly Instance<AnySpec>[], pace: keyof typeof PACES) => {
  const running = instances.map((one) => {
    const model = modelOf(one);
    return { model, search: compiledSearch(model, PACES[pace]), came: "more" };
  });
  for (let round = 0; running.some(({ came }) => came === "more"); round++) {
    for (const one of running) {
      if (one.came === "more") one.came = one.search.advance(0, LIMITS);
      if (round % 8 !== 0) continue;
      one.search.coverage();
      for (const state of one.search.stored()) void keyOf(one.model.variables, state);
      for (const finding of one.search.findings) finding.run();
    }
  }
  return running.map(({ model, search, came }) => summaryOf(model, search, came));
};

describe("interleaved", () => {
  const alike = [counting(9), counting(9), counting(40), counting(40, { within: (s) => s.n < 9 })];
  const unlike = [
    ...nested,
    ...networks.slice(4),
    ...wideNetworks.slice(0, 2),
    ...sets.slice(0, 2),
  ] as readonly Instance<AnySpec>[];
  const refining = refinements.map(([, one]) => one).slice(0, 6);
  test.for([
    ["models of one shape", alike],
    ["models of all shapes", unlike],
    ["models that are held against others", [...refining, ...refining]],
  ] as const)("%s", ([, instances]) => {
    const expected = instances.map((one) => byReference(modelOf(one), LIMITS));
    for (const pace of Object.keys(PACES)) expect(interleaved(instances, pace)).toEqual(expected);
  });
});

test("a search does not depend on how long its slices are", () => {
  const model = modelOf(networks[4] as Instance<AnySpec>);
  const told = [0, 1, 1_000].map((slice) => {
    const search = compiledSearch(model);
    return summaryOf(model, search, ended(search, UNLIMITED, slice));
  });
  expect(told[1]).toEqual(told[0]);
  expect(told[2]).toEqual(told[0]);
});

describe("limits", () => {
  const model = modelOf(instance(paxos, { acceptors: 3, values: 2, ballots: 2 } as never) as Instance<AnySpec>);

  test.for([1, 2, 17, 300, 1_025])("at most %i states are stored", (states) => {
    const search = compiledSearch(model);
    expect(ended(search, { ...UNLIMITED, states })).toBe("states");
    expect(search.states).toBe(states);
    expect([...search.stored()]).toHaveLength(states);
    expect(search.generated).toBeGreaterThanOrEqual(states);
    expect(search.queue).toBeGreaterThan(0);
    expect(summaryOf(model, search, "states")).toEqual(byReference(model, { ...UNLIMITED, states }));
  });

  test("as many states as there are is no limit", () => {
    const search = compiledSearch(model);
    expect(ended(search, { ...UNLIMITED, states: 3_921 })).toBe("exhausted");
    expect([search.states, search.generated, search.depth, search.queue]).toEqual([3_921, 22_995, 17, 0]);
  });

  test.for([1, 40_000, 100_000, 200_000])("no more than %i bytes are allocated", (bytes) => {
    const search = compiledSearch(model);
    expect(ended(search, { ...UNLIMITED, bytes })).toBe("memory");
    expect(search.states).toBeLessThan(3_921);
    // What there is at first is allocated before anything can be said of it.
    expect(search.bytes).toBeLessThanOrEqual(Math.max(bytes, 70_000));
  });

  test("a search goes on where it was stopped", () => {
    const search = compiledSearch(model);
    for (const states of [1, 2, 3, 50, 51, 1_000]) expect(ended(search, { ...UNLIMITED, states })).toBe("states");
    for (const bytes of [40_000, 100_000, 200_000]) expect(ended(search, { ...UNLIMITED, bytes })).toBe("memory");
    for (const states of [3_000, 3_919]) expect(ended(search, { ...UNLIMITED, states })).toBe("states");
    expect(summaryOf(model, search, ended(search))).toEqual(byReference(model));
  });
});
