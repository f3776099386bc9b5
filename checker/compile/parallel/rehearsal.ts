import type { Stepper } from "../search/stepper.ts";
import type { Watch } from "./watch.ts";

/** What became of a state that was expanded for practice; something unusual is a number of its own. */
const UNUSUAL = -1;

/** Expands states of the search, of which it has told already: a number for each that says what came of it. */
export const rehearsed = (stepper: Stepper, watch: Watch, states: readonly number[]): number[] => {
  stepper.listenTo(watch.listener);
  const mishaps = watch.mishaps.length;
  const numbers = states.map((state) => {
    let number = UNUSUAL;
    const isUnusual = watch.during(() => {
      number = stepper.rehearse(state);
    }, state);
    return isUnusual ? UNUSUAL : number;
  });
  watch.mishaps.length = mishaps;
  return numbers;
};

const STATES_BETWEEN_CLOCKS = 64;

/** Expands some of the first states, evenly spread, for so long: it makes code of recipes, and good code of that. */
export const practise = (stepper: Stepper, watch: Watch, states: number, milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  const stride = Math.max(1, Math.floor(states / 50_000));
  for (let from = 0; from < states && performance.now() < end; from += stride * STATES_BETWEEN_CLOCKS) {
    const some = Array.from({ length: STATES_BETWEEN_CLOCKS }, (_, i) => from + i * stride);
    rehearsed(
      stepper,
      watch,
      some.filter((state) => state < states),
    );
  }
};
