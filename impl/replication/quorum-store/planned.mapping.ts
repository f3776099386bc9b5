// What clients ask of one key, as the plan of the spec's clients; and the spec's names for what the store calls otherwise.
import type { Instance } from "../../../specs/language/index.ts";
import type { quorumRegister } from "../../../specs/replication/quorum-register.ts";
import type { Cluster } from "../../runtime/cluster.ts";
import type { NodeId, Request } from "../../runtime/core.ts";
import type { QuorumStoreConfig } from "./config.ts";
import { heldOf } from "./copies.ts";
import type { OperationId, Result } from "./messages.ts";
import type { QuorumStore } from "./protocol.ts";
import type { Operation, Phase } from "./state.ts";
import { type Copy, isNewer } from "./version.ts";

export type Register = ReturnType<typeof quorumRegister>;
export type Store = Cluster<QuorumStore>;
type Constants = Parameters<typeof quorumRegister>[0];
type Asked = Pick<Request<QuorumStore>, "session" | "seq">;

/** All that is asked of one key, in the order of the spec's operations; each `put` has a value of its own. */
export type Plan = readonly Request<QuorumStore>[];

/**
 * The spec that a cluster with this plan must conform to. Each request is a client of its own: one that is never answered stops
 * no other, and one that is asked again, after its coordinator has restarted, asks again. The spec's clients are ordered, as
 * writers of copies with equal counters are, so the writes of the plan must come in the order of their coordinators' names, and of
 * one coordinator in the order in which it begins them; for the last time, where it does so again.
 * @throws RangeError when a request has options of its own, which the spec's operations do not.
 */
export const registerConstants = (config: QuorumStoreConfig, plan: Plan): Constants => {
  const { read, write, writeBack } = config;
  for (const { command } of plan) {
    const { r = read, w = write } = command;
    const back = command.type === "get" ? (command.writeBack ?? writeBack) : writeBack;
    if (r === read && w === write && back === writeBack) continue;
    throw new RangeError(
      `r, w and writeBack must be as configured, ${read}, ${write} and ${writeBack}: ${JSON.stringify(command)}`,
    );
  }
  const clients = plan.map(({ command }) => [command.type === "put" ? ("write" as const) : ("read" as const)]);
  return { replicas: config.nodes.length, write, read, writeBack, readFirst: true, late: true, forgets: true, clients };
};

export type Planned = ReturnType<typeof planned>;

/** The spec's names. */
export const planned = ({ spec, constants }: Instance<Register>, nodes: readonly NodeId[], plan: Plan) => {
  const operations = spec.state.operation.keys.values;
  const replicas = spec.state.replica.keys.values;
  const { write, writeBack = false } = constants as Constants;
  /** The writer of a value. */
  const writer = (value: string) =>
    operations[plan.findIndex(({ command }) => command.type === "put" && command.value === value)];
  return {
    write,
    writesBack: writeBack,
    writer,
    replica: (node: NodeId) => replicas[nodes.indexOf(node)],
    node: (replica: (typeof replicas)[number]) => nodes[replicas.indexOf(replica)],
    requestOf: (op: (typeof operations)[number]) => plan[operations.indexOf(op)],
    /** None for what is asked of another key. */
    operation: (asked: Asked): (typeof operations)[number] | undefined =>
      operations[plan.findIndex((one) => isSame(one, asked))],
    copy: (copy: Copy | null) => ({
      type: "Copy" as const,
      counter: copy?.version.counter ?? 0,
      value: copy === null ? null : writer(copy.value),
    }),
  };
};

export const isSame = (one: Asked, other: Asked): boolean => one.session === other.session && one.seq === other.seq;

/** The operations that a node coordinates; none when it is down. */
export const coordinated = ({ nodes }: Store, node: NodeId): readonly Operation[] => {
  const { core } = nodes[node];
  return core === undefined ? [] : Object.values(core.operations);
};

/** The operation that a reply is to, if its coordinator still waits for replies to it. */
export const awaited = ({ nodes }: Store, node: NodeId, { start, number }: OperationId): Operation | undefined => {
  const { core } = nodes[node];
  return core?.start === start ? core.operations[number] : undefined;
};

/** Whether the log of a node says, durably, that it has chosen a version for this request. */
export const isChosen = ({ nodes }: Store, node: NodeId, asked: Asked): boolean =>
  nodes[node].disk.records.some((record) => record.type === "Write" && isSame(record, asked));

/** To the spec a writer goes on asking until its version is chosen for good. */
export const phaseOf = (store: Store, node: NodeId, operation: Operation): Phase =>
  operation.command.type === "put" && !isChosen(store, node, operation) ? "asking" : operation.phase;

/** What the client was told of a request that succeeded. */
export const success = ({ replies }: Store, asked: Asked): Result | undefined =>
  replies.find((reply) => isSame(reply, asked) && (reply.result.type === "written" || reply.result.type === "value"))?.result;

/** The copy of the key that the node holds, if it is durable; otherwise, and of a node that is down, the newest that is. */
export const durableCopy = ({ nodes }: Store, node: NodeId, key: string): Copy | null => {
  const { core, disk } = nodes[node];
  const held = core && heldOf(core.copies, key);
  if (core && (held?.lsn ?? 0) <= disk.lsn) return held?.copy ?? null;
  let newest: Copy | null = null;
  for (const record of disk.records) {
    if (record.type === "Copy" && record.key === key && isNewer(record.copy, newest)) newest = record.copy;
  }
  return newest;
};
