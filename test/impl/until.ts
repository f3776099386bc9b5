import { setTimeout as sleep } from "node:timers/promises";

/** Waits for a condition, and not for a time; what never happens is an error that says what was waited for. */
export const until = async (what: string, holds: () => unknown, withinMs = 30_000): Promise<void> => {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms for this in vain: ${what}`);
    await sleep(5);
  }
};
