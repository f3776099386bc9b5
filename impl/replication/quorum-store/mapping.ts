/**
 * The store, as far as it keeps one key, seen as the quorum register of specs/replication/quorum-register.ts.
 *
 * A replica of the spec holds what is durable at the node: what is not can still be lost, and nobody was told of it. A node that
 * crashes keeps its copies, so that in the spec nothing happens, and the replica is never down: it only takes its time.
 *
 * In the spec a replica's answer counts when it is given; in the store it counts when the coordinator hears it, if ever. So for
 * each reply that leaves a replica the spec may have counted it or not, and it must have counted those that are heard.
 *
 * In the spec a writer has chosen its version once and for all; in the store it has when its coordinator's log says so durably,
 * and before that it may be asked again, and choose another one.
 */
import { type Instance, type Mapping, unobserved, type View } from "../../../specs/language/index.ts";
import { byNode } from "../../runtime/by-node.ts";
import type { Event } from "../../runtime/cluster.ts";
import type { NodeId } from "../../runtime/core.ts";
import type { Result } from "./messages.ts";
import {
  coordinated,
  durableCopy,
  isSame,
  type Plan,
  type Planned,
  phaseOf,
  planned,
  type Register,
  type Store,
  success,
} from "./planned.mapping.ts";
import type { QuorumStore } from "./protocol.ts";
import { type Hearing, waysOf } from "./ways.mapping.ts";

export { type Plan, type Register, registerConstants, type Store } from "./planned.mapping.ts";

/**
 * @param nodes in the order of the spec's replicas
 * @param isHeard whether a coordinator will hear a reply to a request from this node, where that is known, as of a run that is
 *   over; then less must be kept in mind of operations that never end
 */
export const quorumStoreMapping =
  (nodes: readonly NodeId[], plan: Plan, isHeard: Hearing = () => true) =>
  (instance: Instance<Register>): Mapping<Register, Store, Event<QuorumStore>> => {
    const names = planned(instance, nodes, plan);
    const { key } = plan[0].command;
    const at = (node: NodeId, before: Store, after: Store, step: Event<QuorumStore>) =>
      waysOf({ planned: names, key, isHeard, node, before, after, step });
    return {
      view: (store) => viewOf(names, key, store),
      actions: byNode(at),
    };
  };

const viewOf = (names: Planned, key: string, store: Store): View<Register["state"]> => ({
  replica: (r) => ({ up: true, copy: { ...names.copy(durableCopy(store, names.node(r), key)), writer: unobserved } }),
  operation: (op) => operationOf(names, store, names.requestOf(op)),
  messages: unobserved,
  history: {
    observed: (op) => ({
      client: unobserved,
      call: unobserved,
      result: resultOf(names, success(store, names.requestOf(op))),
      after: unobserved,
    }),
    written: unobserved,
  },
});

/** What is seen of one operation of the spec. */
export type OperationView = ReturnType<Extract<View<Register["state"]>["operation"], (op: never) => unknown>>;

/**
 * What a coordinator has forgotten, because it stopped or gave up, is where it was when last seen, and goes nowhere. A write that
 * is said to have written nothing must not have begun to store.
 */
const operationOf = (names: Planned, store: Store, request: Plan[number]): OperationView => {
  const settled = { answered: [], copy: { ...names.copy(null), writer: null } };
  if (success(store, request)) return { phase: "done" as const, ...settled };
  const coordinator = Object.keys(store.nodes).find((node) => coordinated(store, node).some((one) => isSame(one, request)));
  const operation = coordinator && coordinated(store, coordinator).find((one) => isSame(one, request));
  if (operation) {
    const { answers, stored, copy } = operation;
    const phase = phaseOf(store, coordinator, operation);
    const heard = phase === "asking" ? answers.map(({ from }) => from) : stored;
    return {
      phase,
      answered: { has: new Set(heard.map((node) => names.replica(node))) },
      copy: phase === "asking" ? unobserved : { ...names.copy(copy), writer: unobserved },
    };
  }
  const told = store.replies.find((one) => isSame(one, request))?.result;
  if (told?.type === "unavailable" && request.command.type === "put") {
    return { phase: "asking" as const, answered: unobserved, copy: unobserved };
  }
  const isKnown = told !== undefined || store.requests.some((one) => isSame(one, request));
  return isKnown ? unobserved : { phase: "waiting" as const, ...settled };
};

const resultOf = (names: Planned, result: Result | undefined) => {
  if (result?.type === "written") return { type: "Written" as const };
  if (result?.type !== "value") return { type: "None" as const };
  return { type: "Value" as const, value: result.value === null ? null : names.writer(result.value) };
};
