/**
 * The store led along the steps of its spec. Messages, acknowledgments and results are in flight until a step of the spec asks for
 * them: a result is the client's when the spec says so. What the spec allows and the store never does is not offered: a coordinator
 * asks itself first, and does not have stored what it knows to be stored.
 */
import type { Driver } from "../../../../checker/conform/replay-tours.ts";
import { quorumStoreConfig } from "../../../../impl/replication/quorum-store/config.ts";
import type { OperationView, Plan, Register } from "../../../../impl/replication/quorum-store/mapping.ts";
import { type Planned, planned } from "../../../../impl/replication/quorum-store/planned.mapping.ts";
import { quorumStore } from "../../../../impl/replication/quorum-store/quorum-store.ts";
import type { QuorumRules } from "../../../../impl/replication/quorum-store/rules.ts";
import { plainDriver } from "../../../../impl/runtime/driver.ts";
import { type Instance, unobserved } from "../../../../specs/language/index.ts";
import type { quorumRegister } from "../../../../specs/replication/quorum-register.ts";
import { LedCluster } from "./led-cluster.ts";
import { LedOperation } from "./led-operation.ts";

type Op = ReturnType<Planned["writer"]>;
type Constants = Parameters<typeof quorumRegister>[0];
const NOT_OFFERED = "not offered";
const KEY = "k";

export const toured = (instance: Instance<Register>, rules: QuorumRules): Driver<Register> => {
  const { replicas, write, read, writeBack = false, readRepair = false, clients } = instance.constants as Constants;
  const nodes = ["a", "b", "c", "d", "e"].slice(0, replicas);
  const config = quorumStoreConfig({ nodes, write, read, writeBack, readRepair, catchUp: false });
  const driver = plainDriver(quorumStore(rules), Object.fromEntries(nodes.map((node) => [node, config])));
  const plan: Plan = clients.flat().map((kind, i) => ({
    session: `s${i}`,
    seq: 1,
    command: kind === "write" ? { type: "put", key: KEY, value: `v${i}` } : { type: "get", key: KEY },
  }));
  const names = planned(instance, nodes, plan);
  /** Each operation has a coordinator of its own, so that nothing of another waits in its log. */
  const coordinator = (op: Op) => nodes[plan.indexOf(names.requestOf(op)) % nodes.length];

  let cluster = new LedCluster(driver, KEY);
  let asked = new Map<Op, LedOperation>();

  const endAsking = ({ op }: { readonly op: Op }) => (asked.get(op)!.endAsking() ? undefined : NOT_OFFERED);

  return {
    start: () => {
      cluster = new LedCluster(driver, KEY);
      asked = new Map();
      return undefined;
    },

    actions: {
      clientAsks: ({ op }) => {
        if (!cluster.up(coordinator(op))) return NOT_OFFERED;
        asked.set(op, new LedOperation(cluster, coordinator(op), names.requestOf(op)));
        return undefined;
      },
      replicaAnswers: ({ op, r }) => (asked.get(op)!.isAnswered(names.node(r)) ? undefined : NOT_OFFERED),
      clientAsksAgain: NOT_OFFERED,
      clientReturns: ({ op }) => {
        if (!asked.get(op)!.endAsking()) return NOT_OFFERED;
        asked.get(op)!.isTold = true;
        return undefined;
      },
      clientWritesBack: endAsking,
      clientWritesNext: endAsking,
      clientWrites: NOT_OFFERED,
      replicaStores: ({ op, r }) => (asked.get(op)!.isStored(names.node(r)) ? undefined : NOT_OFFERED),
      clientIsAcknowledged: ({ op }) => {
        if (asked.get(op)!.isLost) return NOT_OFFERED;
        asked.get(op)!.isTold = true;
        return undefined;
      },
      replicaStoresLate: ({ r, m }) => {
        const node = names.node(r);
        const own = [...asked.values()].find(({ at, copy }) => at === node && cluster.isPending(at, copy));
        if (own?.copy && names.writer(own.copy.value) === m.value) cluster.sync(node);
        else {
          const isStored = cluster.hasStored(node, ({ message }) => {
            return (message.type === "Store" || message.type === "Repair") && names.writer(message.copy.value) === m.value;
          });
          if (!isStored) return NOT_OFFERED;
        }
        return undefined;
      },
      replicaCrashes: ({ process }) => {
        cluster.crash(names.node(process));
        for (const one of asked.values()) if (one.at === names.node(process)) one.isLost = true;
        return undefined;
      },
      replicaRecovers: ({ r }) => {
        cluster.restart(names.node(r));
        return undefined;
      },
    },

    view: () => ({
      replica: (r) => ({
        up: cluster.up(names.node(r)) !== undefined,
        copy: { ...names.copy(cluster.durable(names.node(r))), writer: unobserved },
      }),
      operation: (op) => operationView(names, asked.get(op), read, write),
      messages: unobserved,
      history: {
        observed: (op) => ({
          client: unobserved,
          call: unobserved,
          result: resultView(names, asked.get(op)),
          after: unobserved,
        }),
        written: unobserved,
      },
    }),
  };
};

/** What is done too early is done, and not yet in the spec. */
const operationView = (names: Planned, one: LedOperation | undefined, read: number, write: number): OperationView => ({
  phase: one === undefined ? "waiting" : one.isTold || one.isEarly(read, write) ? "done" : unobserved,
  answered: unobserved,
  copy: one?.isStoring && !one.isTold && one.copy ? { ...names.copy(one.copy), writer: unobserved } : unobserved,
});

const resultView = (names: Planned, one: LedOperation | undefined) => {
  const result = one?.isTold ? one.result : undefined;
  if (result?.type === "written") return { type: "Written" as const };
  if (result?.type !== "value") return { type: "None" as const };
  return { type: "Value" as const, value: result.value === null ? null : names.writer(result.value) };
};
