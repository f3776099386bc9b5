// What transfers came to, for clients that ask again. The latest alone: they are kept in two generations.
import { entries, find } from "../../runtime/buckets.ts";
import type { Lsn } from "../../runtime/core.ts";
import { digestOf } from "./digest.ts";
import type { Outcome, Transfer } from "./messages.ts";
import type { CoordinatorState, Remembered } from "./state.ts";
import type { CoordinatorTurn } from "./turn.ts";

type Generations = CoordinatorState["remembered"];

export const recall = ({ young, old }: Generations, id: string): Remembered | undefined => find(young, id) ?? find(old, id);

export const remember = (turn: CoordinatorTurn, one: Remembered): void => {
  const { id } = one;
  const { young, size, old } = turn.read("remembered");
  const isKnown = find(young, id) !== undefined;
  const isFull = !isKnown && size >= turn.config.limits.results;
  turn.write("remembered", {
    young: turn.having(isFull ? {} : young, id, one),
    size: isFull ? 1 : isKnown ? size : size + 1,
    old: isFull ? young : old,
  });
};

export const remembered = ({ transfer, outcome }: Decided, at: Lsn): Remembered => ({
  id: transfer.id,
  digest: digestOf(transfer),
  outcome,
  at,
});

interface Decided {
  readonly transfer: Transfer;
  readonly outcome: Outcome;
}

/** The older generation first. */
export const allRemembered = ({ young, old }: Generations): readonly Remembered[] =>
  [old, young].flatMap((generation) => entries(generation)).map(([, one]) => one);
