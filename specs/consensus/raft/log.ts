// Logs: lists of entries, the first of which has index 1.

interface Stamped {
  readonly term: number;
}
interface Entry extends Stamped {
  readonly value: unknown;
}
type Log = readonly Stamped[];

export const lastTerm = (log: Log): number => termAt(log, log.length);

/** The term of the entry at an index; 0 before the first, where all logs agree. */
export const termAt = (log: Log, index: number): number => (index === 0 ? 0 : log[index - 1].term);

/** Whether the log holds the entry of that index and term, and so, by Log Matching, all that come before it. */
export const holds = (log: Log, index: number, term: number): boolean => index <= log.length && termAt(log, index) === term;

/** Section 5.4.1: the log whose last entry has the later term is more up-to-date, of equal terms the longer one. */
export const isUpToDate = (last: { readonly lastLogTerm: number; readonly lastLogIndex: number }, log: Log): boolean =>
  last.lastLogTerm > lastTerm(log) || (last.lastLogTerm === lastTerm(log) && last.lastLogIndex >= log.length);

/** Where in the log entries that follow an index first conflict with what is there; the log's length where none does. */
const firstConflict = (log: Log, prevLogIndex: number, entries: Log): number => {
  const found = entries.findIndex(({ term }, k) => prevLogIndex + k < log.length && log[prevLogIndex + k].term !== term);
  return found < 0 ? log.length : prevLogIndex + found;
};

export const conflicts = (log: Log, prevLogIndex: number, entries: Log): boolean =>
  firstConflict(log, prevLogIndex, entries) < log.length;

/** An entry that conflicts with a new one goes, with all that follow it; new entries that are not there yet are appended. */
export const append = <E extends Stamped>(log: E[], prevLogIndex: number, entries: readonly E[]): void => {
  log.length = firstConflict(log, prevLogIndex, entries);
  log.push(...entries.slice(log.length - prevLogIndex));
};

export const isSame = (one: Entry | undefined, other: Entry | undefined): boolean =>
  one !== undefined && other !== undefined && one.term === other.term && one.value === other.value;

/** Whether both hold so many entries, and the same. A loop, since the steps of every search are asked this. */
export const agree = (one: readonly Entry[], other: readonly Entry[], count: number): boolean => {
  for (let k = 0; k < count; k++) if (!isSame(one[k], other[k])) return false;
  return true;
};

/** Whether the logs are the same up to the last index at which their entries have the same term. */
export const agreeUpToLastInCommon = (one: readonly Entry[], other: readonly Entry[]): boolean => {
  let count = Math.min(one.length, other.length);
  while (count > 0 && one[count - 1].term !== other[count - 1].term) count--;
  return agree(one, other, count);
};
