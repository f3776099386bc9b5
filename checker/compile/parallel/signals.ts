// How threads that share a board wait for one another. Only what is read here is read atomically: it orders all else.
import { AT, type Board, DUTIES, type Duty } from "./board.ts";

/** Looks before a thread goes to sleep: some tens of microseconds, about what it takes to wake it. */
const LOOKS = 4_000;

/** Gives out a duty to the other threads. */
export const give = ({ control }: Board, duty: Duty): void => {
  control[AT.duty] = DUTIES.indexOf(duty);
  Atomics.store(control, AT.done, 0);
  Atomics.add(control, AT.turn, 1);
  Atomics.notify(control, AT.turn);
};

/** Waits for the duty of the turn after this one. */
export const awaitDuty = ({ control }: Board, turn: number): Duty => {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, AT.turn) !== turn) return DUTIES[control[AT.duty]];
  while (Atomics.load(control, AT.turn) === turn) Atomics.wait(control, AT.turn, turn);
  return DUTIES[control[AT.duty]];
};

/** Says that this thread is through with its duty. */
export const report = ({ control }: Board): void => {
  Atomics.add(control, AT.done, 1);
  Atomics.notify(control, AT.done);
};

/** Waits until all are through, or until that time. */
export const areThrough = ({ control, extent }: Board, until: number): boolean => {
  const others = extent.threads - 1;
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, AT.done) === others) return true;
  for (let done = Atomics.load(control, AT.done); done < others; done = Atomics.load(control, AT.done)) {
    const left = until - performance.now();
    if (left <= 0) return false;
    Atomics.wait(control, AT.done, done, left);
  }
  return true;
};
