// Sizes at which something changes: bits of a word, words of the index, batches of successors, what is remembered or listed.
import { describe, expect, test } from "vitest";
import { compiledSearch } from "../../../checker/compile/search/compiled-search.ts";
import { modelOf } from "../../../checker/model/model-of.ts";
import { boolean, ids, instance, listOf, mapOf, range, record, setOf, spec } from "../../../specs/language/index.ts";
import { byCompiled, byReference, ended, PACES } from "./summary.ts";

/** A state of so many bits, of which the outermost and one in the middle are turned on and off. */
const bits = (constants: { bits: number }) => {
  const all = range(1, constants.bits);
  return spec({
    name: "bits",
    state: { on: setOf(all) },
    init: { on: [] },
    actions: {
      turn: {
        params: { bit: { of: all, from: () => [1, constants.bits, (constants.bits >> 1) + 1] } },
        effect: (s, { bit }) => (s.on.has(bit) ? s.on.remove(bit) : s.on.add(bit)) as undefined,
      },
    },
    invariants: { some: (s) => s.on.size < 4 },
  });
};

/** So many successors of one state. */
const fan = (constants: { wide: number }) =>
  spec({
    name: "fan",
    state: { at: range(0, constants.wide), done: boolean },
    init: { at: 0, done: false },
    actions: {
      go: {
        params: { to: range(0, constants.wide) },
        guard: (s) => !s.done && s.at === 0,
        effect: (s, { to }) => {
          s.at = to;
          s.done = to % 2 === 1;
        },
      },
    },
    steps: { forwards: (before, after) => before.at <= after.at },
    terminal: () => true,
  });

/** So many states in a row, all of which a recipe and the properties must know apart. */
const chain = (constants: { long: number }) =>
  spec({
    name: "chain",
    state: { n: range(0, constants.long), left: range(0, constants.long) },
    init: { n: 0, left: constants.long },
    actions: {
      up: {
        guard: (s) => s.n < constants.long,
        effect: (s) => {
          s.n += 1;
          s.left = constants.long - s.n;
        },
      },
    },
    invariants: { sum: (s) => s.n + s.left === constants.long },
    steps: { up: (before, after) => before.n + 1 === after.n && after.left + 1 === before.left },
    witnesses: { end: (s) => s.left === 0 },
    terminal: (s) => s.left === 0,
  });

const NONE = ids("none", 0);
const nobody = () =>
  spec({
    name: "nobody",
    state: { parts: mapOf(NONE, record({ up: boolean })), lists: mapOf(NONE, listOf(boolean, { atMost: 1 })), n: range(0, 2) },
    init: { parts: { up: true }, lists: [], n: 0 },
    actions: {
      up: { guard: (s) => s.n < 2 && NONE.every((one) => s.parts[one].up), effect: (s) => void (s.n += 1) },
      never: { params: { one: NONE }, effect: () => undefined },
    },
    terminal: (s) => s.n === 2,
  });

const list = (constants: { most: number }) =>
  spec({
    name: "list",
    state: { list: listOf(range(0, 1_000_000), { atMost: constants.most }) },
    init: { list: [] },
    actions: { push: { guard: (s) => s.list.length < 2, effect: (s) => void s.list.push(1_000_000) } },
    terminal: () => true,
  });

describe("told alike", () => {
  const alike = [
    ...[1, 2, 31, 32, 33, 63, 64, 65, 512].map((n) => instance(bits, { bits: n })),
    ...[255, 256, 257, 1_100].map((n) => instance(fan, { wide: n })),
    instance(chain, { long: 300 }),
    instance(nobody, {}),
    instance(list, { most: 600 }),
  ];
  test.for(alike.map((one) => [one.target, one] as const))("%s", ([, one]) => {
    const model = modelOf(one);
    const reference = byReference(model);
    for (const [how, pace] of Object.entries(PACES)) expect({ how, ...byCompiled(model, pace) }).toEqual({ how, ...reference });
  });
});

test("what is too much to be remembered is asked anew", () => {
  const search = compiledSearch(modelOf(instance(chain, { long: 60_000 })), PACES["never compared"]);
  expect(ended(search)).toBe("exhausted");
  expect([search.states, search.generated, search.depth, search.taken.up]).toEqual([60_001, 60_001, 60_001, 60_000]);
  expect(search.witnessed.get("end")?.depth).toBe(60_001);
});

test("arguments that are too many to be listed are compared for no longer than others", () => {
  const search = compiledSearch(modelOf(instance(fan, { wide: 5_000 })));
  const start = performance.now();
  expect(ended(search)).toBe("exhausted");
  expect([search.states, search.generated]).toEqual([5_001, 5_002]);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test("a state wider than any is refused", () => {
  expect(() => compiledSearch(modelOf(instance(list, { most: 6_000 })))).toThrow(/a state takes \d+ bytes, more than 16384/);
});
