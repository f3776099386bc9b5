// Which of the steps that lead on from a state is taken.
import type { KnownStates } from "./known-states.ts";
import type { Random } from "./random.ts";

export const GUIDES = ["mixed", "uniform", "rare"] as const;
export type Guide = (typeof GUIDES)[number];

/** One of the steps from a state that has some. */
export type Draw = (state: number, random: Random) => number;

/** All steps alike, whatever their actions. */
const uniform =
  (known: KnownStates): Draw =>
  (state, random) =>
    known.first(state) + random.below(known.count(state));

/** First an action, the likelier the more rarely it was taken in the runs before, and then one of its steps. */
const rare = (known: KnownStates, taken: Float64Array): Draw => {
  /** Of each action that leads on, how many steps it has. */
  const steps = new Int32Array(taken.length);
  const weight = (action: number) => 1 / (1 + taken[action]);

  /** The first step of the action that is chosen; the steps of an action stand together. */
  const choose = (first: number, end: number, weighed: number): number => {
    let rest = weighed;
    for (let step = first; ; step += steps[known.action(step)]) {
      const action = known.action(step);
      rest -= weight(action);
      if (rest < 0 || step + steps[action] >= end) return step;
    }
  };

  return (state, random) => {
    const first = known.first(state);
    const end = first + known.count(state);
    let sum = 0;
    for (let step = first; step < end; step++) {
      const action = known.action(step);
      if (steps[action]++ === 0) sum += weight(action);
    }
    const chosen = choose(first, end, random.fraction() * sum);
    const drawn = chosen + random.below(steps[known.action(chosen)]);
    for (let step = first; step < end; step++) steps[known.action(step)] = 0;
    return drawn;
  };
};

/** The way in which the run of this number draws; `taken` counts, by action, the steps of the runs that are finished. */
export const drawBy = (guide: Guide, known: KnownStates, taken: Float64Array): ((run: number) => Draw) => {
  const [alike, seldom] = [uniform(known), rare(known, taken)];
  if (guide === "mixed") return (run) => (run % 2 === 1 ? alike : seldom);
  return () => (guide === "uniform" ? alike : seldom);
};
