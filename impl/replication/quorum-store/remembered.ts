// What clients were answered, for when they ask again.
import type { Draft } from "immer";
import { plain } from "../../runtime/plain.ts";
import type { Remembered } from "./state.ts";
import type { Turn } from "./turn.ts";

/** The latest alone: the oldest goes. */
export const remember = (turn: Turn, remembered: Remembered): void => {
  const { now } = turn;
  const latest = [...plain(now.remembered), remembered].slice(-now.config.limits.results);
  // Frozen, immer need not look through it for drafts.
  turn.s.remembered = Object.freeze(latest) as Draft<Remembered>[];
};
