// What clients asked and were told, and whether registers that are used one operation at a time could have told them the same.
import type { Command, Result } from "../../../../impl/replication/quorum-store/messages.ts";

/** Times are any numbers that grow; an operation without a return may take effect at any time after its call, or never. */
export interface Operation {
  readonly command: Command;
  readonly called: number;
  readonly returned: number;
  readonly result: Result | undefined;
}

/**
 * What is wrong with a history, if anything: the key of which it is not linearizable. Every put must have a value of its own.
 * Keys are registers of their own, and a history is linearizable when that of each key is (Herlihy and Wing, 1990).
 */
export const notLinearizable = (history: readonly Operation[]): string | undefined => {
  const keys = new Set(history.map(({ command }) => command.key));
  return [...keys].find((key) => !isLinearizable(history.filter(({ command }) => command.key === key)));
};

interface Call {
  readonly called: number;
  readonly returned: number;
  /** What is written; undefined of a read. */
  readonly writes: string | undefined;
  /** What was read. */
  readonly reads: string | null;
}

const callsOf = (history: readonly Operation[]): readonly Call[] =>
  history.flatMap(({ command, called, returned, result }): Call[] => {
    const isKnown = result?.type === "written" || result?.type === "value";
    if (command.type === "put") {
      if (result?.type === "unavailable" || result?.type === "refused") return [];
      return [{ called, returned: isKnown ? returned : Number.POSITIVE_INFINITY, writes: command.value, reads: null }];
    }
    return result?.type === "value" ? [{ called, returned, writes: undefined, reads: result.value }] : [];
  });

/**
 * Searches for an order as Wing and Gong do, with Lowe's memory: which calls have taken effect, and the value that stands, decide
 * what can follow. A read of that value may as well come at once; and as no value comes twice, nothing may be written over
 * while somebody is still to read it.
 */
const isLinearizable = (history: readonly Operation[]): boolean => {
  const calls = callsOf(history).map((call, i) => ({ ...call, bit: 1n << BigInt(i) }));
  const met = new Set<string>();
  const continues = (done: bigint, value: string | null): boolean => {
    const left = calls.filter(({ bit }) => (done & bit) === 0n);
    const firstReturn = Math.min(...left.map(({ returned }) => returned));
    if (firstReturn === Number.POSITIVE_INFINITY) return true;
    const state = `${done} ${value}`;
    if (met.has(state)) return false;
    met.add(state);
    const next = left.filter(({ called }) => called < firstReturn);
    const readers = left.filter(({ writes, reads }) => writes === undefined && reads === value);
    const reader = next.find((call) => readers.includes(call));
    if (reader) return continues(done | reader.bit, value);
    return readers.length === 0 && next.some(({ writes, bit }) => writes !== undefined && continues(done | bit, writes));
  };
  return continues(0n, null);
};
