// How coordinator and stores are set up, and what is wrong with a set-up. All of them are given the same.
import type { NodeId } from "../../runtime/core.ts";
import { PRESUMED, type Presumed } from "./variants.ts";

export interface CommitConfig {
  /** It takes part only as such: it holds no accounts. */
  readonly coordinator: NodeId;
  /** The stores that hold the accounts. */
  readonly participants: readonly NodeId[];
  readonly presumed: Presumed;
  /** A store that is in doubt asks the other stores, too. */
  readonly cooperative: boolean;
  /** A store that is in doubt, and has asked so often in vain, takes over coordination; with null none ever does. */
  readonly takesOverAfter: number | null;
  readonly milliseconds: {
    /** How long the coordinator waits for votes, drawn from this interval. */
    readonly votes: readonly [least: number, most: number];
    /** After which it tells a decision again to those who have not acknowledged it. */
    readonly again: readonly [least: number, most: number];
    /** After which a store that is in doubt asks, and asks again. */
    readonly inDoubt: readonly [least: number, most: number];
  };
  readonly limits: {
    /** Of an account's name and of a transfer's id, in UTF-16 units, as JavaScript counts. */
    readonly name: number;
    /** How many transactions the coordinator has under way at a time. */
    readonly transactions: number;
    /** What so many transfers came to is remembered at least: one that is asked for again after more is done again. */
    readonly results: number;
    /** After so many records the log starts over with what is known. */
    readonly log: number;
  };
}

/** What may be left out is replaced by these: abort is presumed. */
export type CommitOptions = Pick<CommitConfig, "coordinator" | "participants"> &
  Partial<Pick<CommitConfig, "presumed" | "cooperative" | "takesOverAfter">> & {
    readonly milliseconds?: Partial<CommitConfig["milliseconds"]>;
    readonly limits?: Partial<CommitConfig["limits"]>;
  };

/** @throws RangeError that says what is wrong, and what was allowed. */
export const commitConfig = (options: CommitOptions): CommitConfig => {
  const config: CommitConfig = {
    coordinator: options.coordinator,
    participants: options.participants,
    presumed: options.presumed ?? "abort",
    cooperative: options.cooperative ?? true,
    takesOverAfter: options.takesOverAfter === undefined ? 3 : options.takesOverAfter,
    milliseconds: { votes: [500, 1_000], again: [200, 400], inDoubt: [300, 600], ...options.milliseconds },
    limits: { name: 256, transactions: 1_000, results: 10_000, log: 10_000, ...options.limits },
  };
  check(config);
  return config;
};

const check = ({ coordinator, participants, presumed, takesOverAfter, milliseconds, limits }: CommitConfig): void => {
  if (participants.length === 0) throw new RangeError("participants: there must be one store at least");
  const twice = participants.find((node, i) => participants.indexOf(node) !== i);
  if (twice !== undefined) throw new RangeError(`participants: ${JSON.stringify(twice)} is named twice`);
  if (participants.includes(coordinator)) {
    throw new RangeError(`coordinator: ${JSON.stringify(coordinator)} is one of the participants; give it a name of its own`);
  }
  if (!PRESUMED.includes(presumed)) {
    throw new RangeError(`presumed: ${JSON.stringify(presumed)} is none of ${PRESUMED.join(", ")}`);
  }
  if (takesOverAfter !== null) whole("takesOverAfter", takesOverAfter, 0);
  for (const [name, [least, most]] of Object.entries(milliseconds)) {
    whole(`milliseconds.${name}[1]`, most, 1);
    whole(`milliseconds.${name}[0]`, least, 1, most);
  }
  for (const [name, limit] of Object.entries(limits)) whole(`limits.${name}`, limit, 1);
};

const whole = (name: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void => {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const allowed = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`;
  throw new RangeError(`${name}: ${value} is not a whole number, ${allowed}`);
};
