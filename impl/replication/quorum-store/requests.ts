// What clients ask: whether it makes sense, and whether it was asked before.
import type { Request } from "../../runtime/core.ts";
import { complaintOf } from "./complaint.ts";
import { begin, goOnWith } from "./coordinator.ts";
import { digestOf } from "./digest.ts";
import type { Result } from "./messages.ts";
import type { QuorumStore } from "./protocol.ts";
import { reply, type Turn } from "./turn.ts";
import { recall, type Write } from "./writes.ts";

/**
 * A write that is asked for again, of the same node, is the same write, though the node has restarted since: it has one version
 * at most, and its client is told of that. This holds as long as the node has not begun `limits.writes` others; and of another
 * node it would be another write. For two nodes to agree on the version would be consensus, which quorums of registers cannot
 * give: so a client that has asked one node for a write asks that one again, or takes the outcome for unknown.
 *
 * A read that is asked for again while it is under way is not begun again; later it is another read, which does no harm.
 */
export const onRequest = (turn: Turn, request: Request<QuorumStore>): void => {
  const { config, rules } = turn;
  const { session, seq, command } = request;
  const answer = (result: Result) => reply(turn, session, seq, result);
  const complaint = complaintOf(command, config);
  if (complaint !== null) return answer({ type: "refused", why: complaint });

  const underWay = Object.values(turn.operations).find((one) => rules.isSameRequest(one, request));
  const write = knownWrite(turn, request);
  if (isAnother(request, underWay?.command ?? command, write)) {
    const why = `request ${seq} of session ${JSON.stringify(session)} was another command; number a new request anew`;
    return answer({ type: "refused", why });
  }
  if (underWay) return;
  if (write && rules.isDone(write)) return answer({ type: "written", version: write.version });

  const { operations } = config.limits;
  if (Object.keys(turn.operations).length >= operations) {
    const why = `this node has ${operations} operations under way, and takes no more`;
    return answer({ type: write ? "unknown" : "unavailable", why });
  }
  if (write && command.type === "put") goOnWith(turn, request, command, write);
  else begin(turn, request);
};

const knownWrite = ({ writes, rules }: Turn, request: Request<QuorumStore>): Write | undefined => {
  const write = recall(writes, request);
  return write && rules.isSameRequest(write, request) ? write : undefined;
};

/** Whether what was asked for under this number was another command. */
const isAnother = ({ command }: Request<QuorumStore>, underWay: Request<QuorumStore>["command"], write?: Write): boolean =>
  (underWay !== command && digestOf(underWay) !== digestOf(command)) ||
  (write !== undefined && write.digest !== digestOf(command));
