// What clients ask: whether it makes sense here, and whether it was asked before.

import { find } from "../../runtime/buckets.ts";
import type { Request } from "../../runtime/core.ts";
import { complaintOf } from "./complaint.ts";
import { begin, hold } from "./coordinator.ts";
import { digestOf } from "./digest.ts";
import type { Command } from "./messages.ts";
import { keepAccount } from "./participant.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import { recall } from "./remembered.ts";
import type { Account } from "./state.ts";
import { append, type CoordinatorTurn, type ParticipantTurn, reply } from "./turn.ts";

/**
 * A transfer that is known is not begun again: it gets what it came to, or will. One that the coordinator does not know, and was
 * asked to do before it crashed, has not been committed and never will be, so that it can be begun anew.
 */
export const onTransfer = (turn: CoordinatorTurn, request: Request<TwoPhaseCommit>): void => {
  const { config, rules } = turn;
  const { command } = request;
  const refuse = (why: string) => reply(turn, request, { type: "refused", why }, 0);
  const complaint = complaintOf(command, config);
  if (complaint !== null) return refuse(complaint);
  if (command.type !== "transfer") {
    return refuse(`the coordinator holds no accounts; ask one of the stores ${config.participants.join(", ")}`);
  }

  const transactions = Object.values(turn.read("transactions"));
  const underWay = transactions.find(({ outcome, transfer }) => {
    return outcome === null && rules.isSameTransfer(transfer, command);
  });
  const remembered = underWay === undefined ? recall(turn.read("remembered"), command.id) : undefined;
  const known = remembered && rules.isSameTransfer(remembered, command) ? remembered : undefined;
  const digest = underWay ? digestOf(underWay.transfer) : known?.digest;
  if (digest !== undefined && digest !== digestOf(command)) {
    return refuse(`${JSON.stringify(command.id)} was another transfer; give a new one an id of its own`);
  }
  if (underWay !== undefined) {
    const { session, seq } = request;
    const isAsker = underWay.askers.some((one) => one.session === session && one.seq === seq);
    if (!isAsker) hold(turn, { ...underWay, askers: [...underWay.askers, { session, seq }] });
    return;
  }
  if (known !== undefined) return reply(turn, request, known.outcome, rules.toldAfter(known.at));

  const { transactions: most } = config.limits;
  if (transactions.length < most) return begin(turn, request, command);
  reply(turn, request, { type: "unavailable", why: `${most} transactions are under way, and no more at a time` }, 0);
};

export const onStoreRequest = (turn: ParticipantTurn, request: Request<TwoPhaseCommit>): void => {
  const { config } = turn;
  const { command } = request;
  const refuse = (why: string) => reply(turn, request, { type: "refused", why }, 0);
  const complaint = complaintOf(command, config);
  if (complaint !== null) return refuse(complaint);
  if (command.type === "transfer") return refuse(`a store transfers nothing alone; ask ${config.coordinator}`);

  const account = find(turn.read("accounts"), command.account);
  if (command.type === "open") return open(turn, request, command, account);
  if (account === undefined) return refuse(`${JSON.stringify(command.account)} is no account of this store`);
  if (account.lock !== null) return reply(turn, request, { type: "locked" }, 0);
  reply(turn, request, { type: "balance", amount: account.balance }, account.at);
};

const open = (
  turn: ParticipantTurn,
  request: Request<TwoPhaseCommit>,
  { account, amount }: Extract<Command, { type: "open" }>,
  before: Account | undefined,
): void => {
  if (before !== undefined && before.opened !== amount) {
    const why = `${JSON.stringify(account)} was opened with ${before.opened}`;
    return reply(turn, request, { type: "refused", why }, 0);
  }
  if (before !== undefined) return reply(turn, request, { type: "opened" }, before.at);
  const at = append(turn, { type: "opened", account, amount });
  keepAccount(turn, account, { opened: amount, balance: amount, at, lock: null });
  reply(turn, request, { type: "opened" }, at);
};
