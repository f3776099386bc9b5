// Whether what came over the wire is a message, a command or a result at all. What it asks for is judged by the core.
import { isMatching, P } from "ts-pattern";
import type { Command, Message, Result } from "./messages.ts";

const natural = P.when((value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0);
const whole = P.when((value: unknown): value is number => Number.isSafeInteger(value));

const tx = { start: natural, number: natural };
const decision = P.union("commit", "abort");
const reason = P.union("refused", "locked", "insufficient funds", "unknown account", "too much", "timeout", "restarted");
const operation = P.union({ account: P.string, add: whole }, { account: P.string, atLeast: whole });
const place = { store: P.string, account: P.string };

export const isMessage: (value: unknown) => value is Message = isMatching(
  P.union(
    { type: "Prepare", tx, low: tx, operations: P.array(operation), writers: P.array(P.string) },
    { type: "Vote", tx, vote: P.union("yes", "readOnly") },
    { type: "Vote", tx, vote: "no", reason },
    { type: "Decision", tx, decision },
    { type: "Ack", tx },
    { type: "Inquiry", tx },
    { type: "Answer", tx, decision },
    { type: "TakeOver", tx },
    { type: "Agreement", tx, state: P.union("prepared", "committed", "aborted") },
  ),
);

const matchesCommand = isMatching(
  P.union(
    { type: "open", account: P.string, amount: P.number },
    { type: "balance", account: P.string },
    {
      type: "transfer",
      id: P.string,
      from: place,
      to: place,
      amount: P.number,
      also: P.optional(P.array({ ...place, amount: P.number })),
      provided: P.optional(P.array({ ...place, atLeast: P.number })),
    },
  ),
);

/** `undefined` in place of what may be left out passes, and means the same. */
export const isCommand = (value: unknown): value is Command => matchesCommand(value);

export const isResult: (value: unknown) => value is Result = isMatching(
  P.union(
    { type: "committed" },
    { type: "aborted", reason, store: P.union(P.string, null) },
    { type: "opened" },
    { type: "balance", amount: whole },
    { type: "locked" },
    { type: P.union("unavailable", "refused"), why: P.string },
  ),
);
