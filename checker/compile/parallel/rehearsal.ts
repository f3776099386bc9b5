import type { Stepper } from "../search/stepper.ts";
import type { Practice } from "./crew.ts";
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
/** Multiples of it, without their whole part, spread evenly however many there are (Knuth, TAOCP 3, section 6.4). */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * Expands some of the first states, evenly spread: it learns what recipes do, makes code of that, and good code of that. What goes
 * wrong is kept, since it went well when the search expanded the state.
 */
export const practise = (stepper: Stepper, watch: Watch, states: number, { least, most }: Practice): void => {
  const began = performance.now();
  stepper.listenTo(watch.listener);
  let milliseconds = 0;
  let isWarmingUp = true;
  for (let tried = 0; tried < states && milliseconds < (isWarmingUp ? most : least); tried += STATES_BETWEEN_CLOCKS) {
    const { warmUp } = stepper;
    for (let i = tried; i < tried + STATES_BETWEEN_CLOCKS; i++) {
      const state = Math.floor(((i * GOLDEN_RATIO) % 1) * states);
      watch.during(() => stepper.rehearse(state), state);
    }
    const spent = performance.now() - began;
    isWarmingUp = stepper.warmUp - warmUp > (spent - milliseconds) / 2;
    milliseconds = spent;
  }
};
