// Where windows meet limits, and what goes wrong in them: told as a search alone tells it.
import { describe, expect, test } from "vitest";
import type { CrewPace } from "../../../../checker/compile/parallel/crew.ts";
import { compiledSearch } from "../../../../checker/compile/search/compiled-search.ts";
import { modelOf } from "../../../../checker/model/model-of.ts";
import { ids, instance, mapOf, range, spec } from "../../../../specs/language/index.ts";
import { ended, PACES, summaryOf, UNLIMITED } from "../summary.ts";
import { AT_ONCE, OneThread } from "./one-thread.ts";

interface Grid {
  readonly counters: number;
  readonly most: number;
  /** The states, as text, in which the one invariant does not hold and the other throws. */
  readonly bad?: string;
  readonly worse?: string;
}
/** Counters that go up. */
const grid = (constants: Grid) => {
  const { counters, most, bad, worse } = constants;
  const Counter = ids("counter", counters);
  return spec({
    name: "grid",
    state: { count: mapOf(Counter, range(0, most)) },
    init: { count: 0 },
    actions: {
      up: {
        params: { counter: Counter },
        guard: (s, { counter }) => s.count[counter] < most,
        effect: (s, { counter }) => {
          s.count[counter]++;
        },
      },
    },
    terminal: () => true,
    invariants: {
      good: (s) => textOf(Counter.values.map((counter) => s.count[counter])) !== bad,
      better: (s) => {
        if (textOf(Counter.values.map((counter) => s.count[counter])) === worse) throw new Error("there is trouble");
        return true;
      },
    },
  });
};
const textOf = (counts: readonly number[]) => counts.join("");

type Limits = typeof UNLIMITED;
type Way = readonly [how: keyof typeof PACES, pace: Partial<CrewPace>];

const searched = (model: ReturnType<typeof modelOf>, threads: number, [how, pace]: Way, limits: Limits) => {
  const crew = threads > 1 ? new OneThread(model, threads, { ...AT_ONCE, ...pace }, PACES[how]) : undefined;
  const search = compiledSearch(model, PACES[how], crew);
  const came = ended(search, limits, 0);
  const found = search.findings.map(({ property, depth, run }) => [property, depth, run().at(-1)]);
  return { search, told: { ...summaryOf(model, search, came), found } };
};
const textsOf = (states: Iterable<object>) =>
  [...states].map((state) => textOf(Object.values((state as { count: Record<string, number> }).count)));

const agree = (constants: Grid, way: Way, limits = UNLIMITED) => {
  const model = modelOf(instance(grid, constants));
  const alone = searched(model, 1, way, limits).told;
  const { search, told } = searched(model, 2, way, limits);
  expect(told).toEqual(alone);
  return search;
};

describe("a limit on states beyond what the arena has room for, within one window", () => {
  const seven = { counters: 7, most: 4 };
  const way: Way = ["as it is", { statesPerChunk: 16, firstWindow: 4_096, mostCandidates: 100_000 }];
  const limits = { ...UNLIMITED, states: 1_300 };

  test("the states are the same, and those stored last are asked about", () => {
    const late = textsOf(agree(seven, way, limits).stored())[1_100];
    expect(agree({ ...seven, bad: late }, way, limits).findings).toHaveLength(1);
  });
});

describe("a limit on memory", () => {
  const Some = range(0, 63);
  /** Each state leads to 64 others, three times. */
  const fan = spec({
    name: "fan",
    state: { row: range(0, 3), a: Some, b: Some, c: Some },
    init: { row: 0, a: 0, b: 0, c: 0 },
    actions: {
      chooseA: {
        params: { to: Some },
        guard: (s) => s.row === 0,
        effect: (s, { to }) => {
          s.row++;
          s.a = to;
        },
      },
      chooseB: {
        params: { to: Some },
        guard: (s) => s.row === 1,
        effect: (s, { to }) => {
          s.row++;
          s.b = to;
        },
      },
      chooseC: {
        params: { to: Some },
        guard: (s) => s.row === 2,
        effect: (s, { to }) => {
          s.row++;
          s.c = to;
        },
      },
    },
    terminal: () => true,
  });
  const way: Way = ["as it is", { statesPerChunk: 64, firstWindow: 4_096, mostCandidates: 300_000 }];
  const model = modelOf(instance(() => fan, {}));
  const least = searched(model, 2, way, { ...UNLIMITED, states: 3_000 }).search.bytes;

  test.each([3.5, 4, 4.5, 5, 6])("holds though the arena grows several times in a window: %f MiB more", (more) => {
    const bytes = least + more * 2 ** 20;
    const { search } = searched(model, 2, way, { ...UNLIMITED, bytes });
    expect(search.bytes).toBeLessThanOrEqual(bytes);
  });
});

describe("an error in a window is told when the search has come to it, with the run that leads there", () => {
  const five = { counters: 5, most: 6 };
  const ways: readonly Way[] = (
    [
      ["as it is", 40],
      ["as it is", 600],
      ["never compared", 256],
      ["coded and compared", 40],
    ] as const
  ).map(([how, statesPerChunk]) => [how, { statesPerChunk, firstWindow: 1_000, mostCandidates: 10_000 }]);

  test.each(ways)("%s, %o", (...way) => {
    for (const worse of ["12333", "01234", "22222", "33311"]) agree({ ...five, worse }, way);
  });

  test("and takes back nothing that was found before it", () => {
    const all = textsOf(searched(modelOf(instance(grid, five)), 1, ways[1], UNLIMITED).search.stored());
    const search = agree({ ...five, bad: all[all.indexOf("12333") - 5], worse: "12333" }, ways[1]);
    expect(search.findings).toHaveLength(1);
  });
});

describe("a thread that takes other steps, found out by a state that is the last of all or the last but one", () => {
  /** Rows of eight states, each of which leads to all of the next; in one state of the last row there is more to do at first. */
  let times = 0;
  // Their constants are none of the instances', or they would be found out by these.
  const rows = ({ most, odd }: { readonly most: number; readonly odd: number }) =>
    spec({
      name: "rows",
      state: { row: range(0, most), n: range(0, 7) },
      init: { row: 0, n: 0 },
      actions: {
        go: {
          params: { to: range(0, 7) },
          guard: (s) => s.row < most,
          effect: (s, { to }) => {
            s.row++;
            s.n = to;
          },
        },
        return: {
          guard: (s) => s.row === most && s.n === odd && times++ < 2,
          effect: (s) => {
            s.row = 0;
          },
        },
      },
      terminal: () => true,
    });
  const pace = PACES["coded and compared"];

  test.each([20, 21, 22, 26, 27])("of %i rows", (most) => {
    for (const odd of [6, 7]) {
      times = 0;
      const crew = new OneThread(modelOf(instance(() => rows({ most, odd }), {})), 2, AT_ONCE, pace);
      const search = compiledSearch(modelOf(instance(() => rows({ most, odd: -1 }), {})), pace, crew);
      expect(ended(search, UNLIMITED, 0)).toMatch(/^SpecError/);
    }
  });
});
