// What transfers came to, for clients that ask again. The latest alone: they are kept in two generations.
import type { Draft } from "immer";
import { entries, find, put } from "../../runtime/buckets.ts";
import type { CoordinatorState, Remembered } from "./state.ts";

export const recall = ({ remembered }: Draft<CoordinatorState> | CoordinatorState, id: string): Remembered | undefined =>
  find<Remembered>(remembered.young, id) ?? find<Remembered>(remembered.old, id);

export const remember = (s: Draft<CoordinatorState>, one: Remembered): void => {
  const { remembered, config } = s;
  if (find<Remembered>(remembered.young, one.transfer.id) === undefined) {
    if (remembered.size >= config.limits.results) {
      s.remembered = { young: {}, size: 0, old: remembered.young };
    }
    s.remembered.size += 1;
  }
  put(s.remembered.young, one.transfer.id, one);
};

/** The older generation first. */
export const allRemembered = ({ remembered }: Draft<CoordinatorState>): readonly Remembered[] =>
  [remembered.old, remembered.young].flatMap((generation) => entries<Remembered>(generation)).map(([, one]) => one);
