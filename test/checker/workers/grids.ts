// Specs that are searched by threads: some of them behave otherwise in a thread that is not the first.
import { isMainThread } from "node:worker_threads";
import { ids, instancesOf, mapOf, range, spec } from "../../../specs/language/index.ts";

const instance = instancesOf(import.meta.url);

export type Trouble = "none" | "throws" | "throws in a worker" | "ends a worker" | "counts in a worker" | "is random";

let calls = 0;

/** Counters that go up; when they stand at `at` in sum, there is trouble. */
export const grid = (constants: { counters: number; most: number; trouble: Trouble; at: number }) => {
  const { most, trouble, at } = constants;
  const Counter = ids("counter", constants.counters);
  const isTroubled = (sum: number) => {
    if (sum !== at) return false;
    if (trouble === "throws" || (trouble === "throws in a worker" && !isMainThread)) throw new Error("there is trouble");
    if (trouble === "ends a worker" && !isMainThread) process.exit(3);
    if (trouble === "is random") return calls++ % 2 === 0;
    return trouble === "counts in a worker" && !isMainThread;
  };
  return spec({
    name: "grid",
    state: { count: mapOf(Counter, range(0, most)) },
    init: { count: 0 },
    actions: {
      up: {
        params: { counter: Counter },
        guard: (s, { counter }) => {
          let sum = 0;
          for (const each of Counter) sum += s.count[each];
          return s.count[counter] < most && !isTroubled(sum);
        },
        effect: (s, { counter }) => {
          s.count[counter]++;
        },
      },
    },
    terminal: (s) => Counter.every((counter) => s.count[counter] === most),
    invariants: { low: (s) => Counter.some((counter) => s.count[counter] < most - 1) || constants.trouble !== "none" },
    witnesses: { top: (s) => Counter.every((counter) => s.count[counter] === most) },
  });
};

const troubled = (trouble: Trouble, at: number) => instance(grid, { counters: 5, most: 4, trouble, at });
export const violated = troubled("none", -1);
export const throwing = troubled("throws", 10);
export const throwingInAWorker = troubled("throws in a worker", 10);
export const ending = troubled("ends a worker", 10);
export const another = troubled("counts in a worker", 10);
export const random = troubled("is random", 10);

/** Exported under no name of its own, and bounded by a function: nobody can make it again. */
const hidden = instance(grid, { counters: 5, most: 3, trouble: "none", at: -2 }, { within: () => true });
export const unexported = { hidden };
