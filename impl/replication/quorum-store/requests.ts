// What clients ask: whether it makes sense, and whether it was asked before.
import type { Request } from "../../runtime/core.ts";
import { complaintOf } from "./complaint.ts";
import { begin } from "./coordinator.ts";
import type { Command, Result } from "./messages.ts";
import type { QuorumStore } from "./protocol.ts";
import { remember } from "./remembered.ts";
import { reply, type Turn } from "./turn.ts";

/**
 * A request that is repeated is not begun again: it gets the answer that it got, or will get the one that is under way. What is
 * refused is refused each time. This holds as long as the node has not booted since, nor answered `limits.results` others: then
 * a write that is asked for again is a new write, and a client that must not write twice takes a lost answer for "unknown".
 */
export const onRequest = (turn: Turn, request: Request<QuorumStore>): void => {
  const { now } = turn;
  const { session, seq, command } = request;
  const refuse = (why: string) => reply(turn, session, seq, { type: "refused", why });
  const complaint = complaintOf(command, now.config);
  if (complaint !== null) return refuse(complaint);

  const isThis = (one: { readonly session: string; readonly seq: number }) => turn.rules.isSameRequest(one, request);
  const underWay = Object.values(now.operations).find(isThis);
  const remembered = now.remembered.find(isThis);
  const known = underWay ?? remembered;
  if (known !== undefined && !isSame(known.command, command)) {
    return refuse(`request ${seq} of session ${JSON.stringify(session)} was another command; number a new request anew`);
  }
  if (underWay !== undefined) return;
  if (remembered !== undefined) return reply(turn, session, seq, remembered.result);

  const { operations } = now.config.limits;
  if (Object.keys(now.operations).length < operations) return begin(turn, request);
  const result: Result = { type: "unavailable", why: `this node has ${operations} operations under way, and takes no more` };
  remember(turn, { session, seq, command, result });
  reply(turn, session, seq, result);
};

/** Commands have few fields, and none that holds another. */
const isSame = (one: Command, other: Command): boolean => {
  const fields = Object.entries(one);
  const others = new Map(Object.entries(other));
  return fields.length === others.size && fields.every(([name, value]) => others.get(name) === value);
};
