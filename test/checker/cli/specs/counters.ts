/** Counters that go up and, if they may, down: small, and with one instance for every verdict. */
import {
  type Id,
  ids,
  instancesOf,
  mapOf,
  mutant,
  range,
  record,
  refinement,
  spec,
  when,
} from "../../../../specs/language/index.ts";

const instance = instancesOf(import.meta.url);

/** What is wanted: one thing at a time. */
const ticking = (constants: { most: number }) =>
  spec({
    name: "ticking",
    state: { ticks: range(0, constants.most) },
    init: { ticks: 0 },
    actions: {
      tick: {
        guard: (s) => s.ticks < constants.most,
        effect: (s) => {
          s.ticks++;
        },
      },
      untick: {
        guard: (s) => s.ticks > 0,
        effect: (s) => {
          s.ticks--;
        },
      },
    },
  });

export const counters = (constants: { counters: number; most: number; down?: boolean; unbounded?: boolean }) => {
  const Counter = ids("counter", constants.counters);
  return spec({
    name: "counters",
    state: { counter: mapOf(Counter, record({ count: range(0, constants.most) })) },
    init: { counter: { count: 0 } },
    actions: {
      up: {
        params: { counter: Counter },
        guard: (s, { counter }) => constants.unbounded === true || s.counter[counter].count < constants.most,
        effect: (s, { counter }) => {
          s.counter[counter].count++;
        },
      },
      down: {
        when: constants.down === true,
        params: { counter: Counter },
        guard: (s, { counter }) => s.counter[counter].count > 0,
        effect: (s, { counter }) => {
          s.counter[counter].count--;
        },
      },
    },
    invariants: {
      /** Some counter is not at its end. */
      someoneLags: when(constants.down === true, (s) => Counter.some((counter) => s.counter[counter].count < constants.most)),
    },
    witnesses: {
      someoneArrives: (s) => Counter.some((counter) => s.counter[counter].count === constants.most),
      someoneIsBeyond: (s) => Counter.some((counter) => s.counter[counter].count > 2),
    },
    refines: {
      ticking: refinement(instance(ticking, { most: constants.counters * constants.most }), (s) => ({
        ticks: Counter.values.reduce((sum, counter) => sum + s.counter[counter].count, 0),
      })),
    },
  });
};

const Counter = ids("counter", 2);

interface Counted {
  readonly counter: { readonly [C in Id<"counter">]: { readonly count: number } };
}
const lagging = (most: number) => ({
  lagging: (_: Counted, after: Counted) =>
    Counter.values.reduce((sum, counter) => sum + after.counter[counter].count, 0) <= most,
});

const small = { counters: 2, most: 3, down: true };

/** Each of the two goes to three, but never both at once. */
export const good = instance(counters, small, { name: "good", allow: lagging(5), expect: { states: 15 } });
export const miscounted = instance(counters, small, { name: "miscounted", allow: lagging(5), expect: { states: 14 } });
export const violated = instance(counters, small, { name: "violated" });
export const violatedAsRecorded = instance(counters, small, { name: "violated-as-recorded", expect: { verdict: "violated" } });
export const deadlocked = instance(counters, { counters: 1, most: 3 }, { name: "deadlocked" });
export const unwitnessed = instance(counters, { ...small, most: 2 }, { name: "unwitnessed", allow: lagging(3) });
export const erroneous = instance(counters, { counters: 1, most: 3, unbounded: true }, { name: "erroneous" });
/** Far more states than any test waits for. */
export const endless = instance(counters, { counters: 9, most: 9, down: true }, { name: "endless" });

export const together = mutant(good, "all go up together", {
  actions: {
    up: {
      guard: (s) => Counter.every((counter) => s.counter[counter].count < 2),
      effect: (s) => {
        for (const counter of Counter) s.counter[counter].count++;
      },
    },
  },
  breaks: "ticking",
  after: 1,
  also: ["someoneIsBeyond", "someoneArrives"],
});
export const harmless = mutant(good, "nothing is wrong", { actions: {}, breaks: "ticking" });
