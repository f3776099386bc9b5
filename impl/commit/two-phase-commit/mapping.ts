/**
 * A transfer, seen as the transaction of specs/commit/two-phase-commit-recovery/: one of however many the sites have under way.
 *
 * A site of the spec is down from when it crashes until it restarts, if it had anything to do with the transfer: the coordinator
 * when its client had asked, a store when it had a record on its disk. Otherwise it is as if it had taken its time. So it is with
 * a store that has only read, which keeps nothing: of it only the messages are seen.
 */
import { type Instance, type Mapping, unobserved, type View } from "../../../specs/language/index.ts";
import { byNode } from "../../runtime/by-node.ts";
import type { Event } from "../../runtime/cluster.ts";
import type { NodeId } from "../../runtime/core.ts";
import { coordinatorSlots } from "./coordinator.mapping.ts";
import type { TwoPhaseCommit } from "./protocol.ts";
import {
  type Commit,
  entryAt,
  isDurable,
  type Looked,
  logOf,
  messageOf,
  type Names,
  namesOf,
  type ParticipantId,
  type Sites,
  transactionAt,
} from "./sight.mapping.ts";
import { isBefore } from "./transaction-id.ts";
import { hintsOf, participantSlots } from "./ways.mapping.ts";

export { commitConstants, type Looked } from "./sight.mapping.ts";

export const twoPhaseCommitMapping =
  (looked: Looked) =>
  (instance: Instance<Commit>): Mapping<Commit, Sites, Event<TwoPhaseCommit>> => {
    const names = namesOf(instance, looked);
    const at = (node: NodeId, before: Sites, after: Sites, step: Event<TwoPhaseCommit>) => {
      const sight = { names, node, before, after, step };
      if (node === names.coordinator) return hintsOf(coordinatorSlots(sight));
      return names.participants.includes(node) ? hintsOf(participantSlots(sight)) : "stutter";
    };
    return {
      view: (sites) => viewOf(names, sites),
      actions: byNode(at),
    };
  };

const viewOf = (names: Names, sites: Sites): View<Commit["state"]> => ({
  coordinator: coordinatorOf(names, sites),
  participant: ((p: ParticipantId) => participantOf(names, sites, names.node(p))) as Seen["participant"],
  messages: messagesOf(names, sites),
  history: unobserved,
});

type Seen = View<Commit["state"]>;

const coordinatorOf = (names: Names, sites: Sites): Seen["coordinator"] => {
  const transaction = transactionAt(names, sites);
  const { stable, buffer } = logOf(names, sites, names.coordinator);
  return {
    state: coordinatorState(names, sites),
    yes: (transaction?.yes ?? []).map(names.participant),
    done: (transaction?.done ?? []).map(names.participant),
    stable: stable.filter((word) => word !== "prepared"),
    buffer: buffer.filter((word) => word !== "prepared"),
  };
};

const coordinatorState = (names: Names, sites: Sites) => {
  if (!names.isAsked(sites)) return "working";
  if (!sites.nodes[names.coordinator].up) return "down";
  const transaction = transactionAt(names, sites);
  if (transaction === undefined) return "noInformation";
  if (transaction.outcome !== null) return transaction.outcome.type;
  return isDurable(sites, names.coordinator, transaction.asksAfter) ? "waiting" : "working";
};

const participantOf = (names: Names, sites: Sites, node: NodeId) => {
  if (names.isReader(node)) return { state: unobserved, ...fenced(names, unobserved), stable: unobserved, buffer: unobserved };
  // A store that agrees to another without having voted has refused, on its disk: that fences it better.
  return { ...logged(names, sites, node), ...fenced(names, false) };
};

/** Without transfer of coordination the spec has no such field. */
const fenced = <F>(names: Names, value: F) => (names.areTransferred ? { fenced: value } : {});

const logged = (names: Names, sites: Sites, node: NodeId) => {
  const { stable, buffer } = logOf(names, sites, node);
  if (stable.length === 0) return { state: "working" as const, stable: [], buffer: [] };
  const isRecord = (word: string) => word === "prepared" || word === "commit" || word === "abort";
  const { core } = sites.nodes[node];
  // What is decided, and nobody asks about any more, its log alone remembers.
  const isForgotten = core?.role === "participant" && isBefore(names.tx, core.low);
  const last = [...stable, ...buffer].at(-1) === "commit" ? ("committed" as const) : ("aborted" as const);
  const known = entryAt(names, sites, node)?.state ?? (isForgotten ? last : ("working" as const));
  const state = core === undefined ? ("down" as const) : known;
  return { state, stable: stable.filter(isRecord), buffer: buffer.filter(isRecord) };
};

/** What is in flight was sent; and the client is told what it was told, and nothing else. */
const messagesOf = (names: Names, { network, replies }: Sites) => {
  const sent = network
    .filter(({ message }) => names.isIts(message.tx))
    .map(({ from, to, message }) => messageOf(names, from, to, message));
  const told = replies.filter(({ command }) => command.type === "transfer" && names.isTransfer(command));
  const reply = (decision: "commit" | "abort") => ({ type: "Reply", decision }) as const;
  const isTold = (decision: "commit" | "abort") =>
    told.some(({ result }) => result.type === (decision === "commit" ? "committed" : "aborted"));
  const decisions = ["commit", "abort"] as const;
  return {
    has: [...sent, ...decisions.filter(isTold).map(reply)],
    lacks: decisions.filter((decision) => !isTold(decision)).map(reply),
  };
};
