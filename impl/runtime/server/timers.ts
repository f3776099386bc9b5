import { LONGEST_WAIT } from "../longest-wait.ts";

/** A node's timers by name, in real time. */
export interface Timers<Name extends string> {
  /** Fires once after a time drawn from the interval, in milliseconds; a timer that is set already starts anew. */
  set(name: Name, milliseconds: readonly [least: number, most: number]): void;
  cancel(name: Name): void;
  cancelAll(): void;
}

export const timers = <Name extends string>(fire: (name: Name) => void, random: () => number = Math.random): Timers<Name> => {
  const running = new Map<Name, NodeJS.Timeout>();
  const cancel = (name: Name): void => {
    clearTimeout(running.get(name));
    running.delete(name);
  };
  return {
    set: (name, [least, most]) => {
      cancel(name);
      const wait = Math.min(least + random() * (most - least), LONGEST_WAIT);
      running.set(
        name,
        setTimeout(() => {
          running.delete(name);
          fire(name);
        }, wait),
      );
    },
    cancel,
    cancelAll: () => {
      for (const name of [...running.keys()]) cancel(name);
    },
  };
};
