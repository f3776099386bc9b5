// The log starts over: what is held is written again at its end, and what came before may go.
import { entriesOf } from "./copies.ts";
import type { StoreRecord } from "./messages.ts";
import { append, type Turn } from "./turn.ts";

/**
 * Once there are enough records, and twice as many as there are keys: so that what is written again is never more than what
 * was written since. Old records that a log keeps nevertheless do no harm, since of two copies the newer is kept.
 */
export const checkpointIfDue = (turn: Turn): void => {
  const { now, rules, effects } = turn;
  if (now.lsn - now.discarded <= Math.max(now.config.limits.log, 2 * (now.keys + 1))) return;
  const { s } = turn;
  const upTo = s.lsn;
  const started: StoreRecord[] = s.start > 0 ? [{ type: "Started", start: s.start }] : [];
  const copies = entriesOf(s.copies).map(({ key, copy }): StoreRecord => ({ type: "Copy", key, copy }));
  const last = append(turn, [...started, ...copies]);
  effects.push({ kind: "discard", upTo, after: rules.discardAfter({ first: upTo + 1, last }) });
  s.discarded = upTo;
};
