// The log starts over: what is known is written again at its end, and what came before may go.
import { entries } from "../../runtime/buckets.ts";
import { plain } from "../../runtime/plain.ts";
import type { CommitRecord } from "./messages.ts";
import { allRemembered } from "./remembered.ts";
import type { Account, CoordinatorState, Entry, ParticipantState, Transaction } from "./state.ts";
import { append, type Turn } from "./turn.ts";

/** In one record, so that it is on disk as a whole or not at all. */
export const checkpointIfDue = (turn: Turn): void => {
  const { s, rules, effects } = turn;
  if (s.lsn - s.discarded <= s.config.limits.log) return;
  const upTo = s.lsn;
  const at = append(turn, s.role === "coordinator" ? ofCoordinator(turn, s) : ofParticipant(turn, s));
  effects.push({ kind: "discard", upTo, after: rules.discardAfter(at) });
  s.discarded = upTo;
};

const ofCoordinator = ({ rules }: Turn, s: Extract<Turn["s"], { role: "coordinator" }>): CommitRecord => ({
  type: "coordinatorCheckpoint",
  start: s.start,
  transactions: rules.kept(
    Object.values(plain(s as CoordinatorState).transactions).map(({ tx, transfer, outcome }: Transaction) => {
      return { tx, transfer, outcome };
    }),
  ),
  remembered: allRemembered(s).map(({ transfer, outcome }) => ({ transfer, outcome })),
});

const ofParticipant = ({ rules }: Turn, s: Extract<Turn["s"], { role: "participant" }>): CommitRecord => {
  const { low, accounts, transactions } = plain(s as ParticipantState);
  return {
    type: "participantCheckpoint",
    low,
    accounts: entries<Account>(accounts).map(([account, { opened, balance }]) => ({ account, opened, balance })),
    transactions: rules.kept(
      Object.values(transactions).map(({ tx, state, redo, writers }: Entry) => ({ tx, state, redo, writers })),
    ),
  };
};
