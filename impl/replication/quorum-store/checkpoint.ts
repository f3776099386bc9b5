// The log starts over: what is held, and the writes that are known, are written again at its end, and what came before may go.
import { entriesOf } from "./copies.ts";
import type { StoreRecord } from "./messages.ts";
import { append, type Turn } from "./turn.ts";
import { allWrites, recordOf } from "./writes.ts";

/**
 * Once there are enough records, and twice as many as are written again: so that these are never more than what was written
 * since. Old records that a log keeps nevertheless do no harm, since of two copies the newer is kept.
 */
export const checkpointIfDue = (turn: Turn): void => {
  const { now, rules, effects, config, lsn: upTo } = turn;
  const length = upTo - now.discarded;
  if (length <= config.limits.log) return;
  const { sizes } = turn.writes;
  if (length <= 2 * (now.keys + sizes.old + sizes.young + 1)) return;
  const started: StoreRecord[] = now.start > 0 ? [{ type: "Started", start: now.start }] : [];
  const copies = entriesOf(turn.copies).map(({ key, copy }): StoreRecord => ({ type: "Copy", key, copy }));
  const last = append(turn, [...started, ...copies, ...rules.rewritten(allWrites(turn.writes)).map(recordOf)]);
  effects.push({ kind: "discard", upTo, after: rules.discardAfter({ first: upTo + 1, last }) });
  turn.s.discarded = upTo;
};
