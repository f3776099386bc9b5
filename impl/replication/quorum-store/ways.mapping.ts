// What the spec may have done while something happened at a node of the store.
import { type Mapping, unobserved } from "../../../specs/language/index.ts";
import type { Event } from "../../runtime/cluster.ts";
import type { NodeId } from "../../runtime/core.ts";
import type { Message, StoreRecord } from "./messages.ts";
import {
  awaited,
  coordinated,
  durableCopy,
  isChosen,
  isSame,
  type Planned,
  type Register,
  type Store,
  success,
} from "./planned.mapping.ts";
import type { QuorumStore } from "./protocol.ts";
import type { Operation } from "./state.ts";
import { type Copy, isNewer } from "./version.ts";

type Hints = ReturnType<Mapping<Register, Store, Event<QuorumStore>>["actions"]["sync"]>;
type Way = Extract<Hints, { readonly inOrder: unknown }>["inOrder"];
/** What happens next, in one of some ways. */
type Slot = readonly Way[];

export type Hearing = (request: Asked, from: NodeId, reply: "Answer" | "Stored") => boolean;

/** A node before and after a step. */
interface Sight {
  readonly isHeard: Hearing;
  readonly planned: Planned;
  readonly key: string;
  readonly node: NodeId;
  readonly before: Store;
  readonly after: Store;
  readonly step: Event<QuorumStore>;
}

export const waysOf = (sight: Sight): Hints => {
  const ways = [...writerSlots(sight), ...replicaSlots(sight), ...coordinatorSlots(sight)].reduce<readonly Way[]>(
    (begun, slot) => begun.flatMap((way) => slot.map((more) => [...way, ...more])),
    [[]],
  );
  return ways.map((inOrder) => (inOrder.length === 0 ? "stutter" : { inOrder }));
};

const maybe = (way: Way): Slot => [way, []];

// The writer: its version is chosen when the log says so durably; not again when a checkpoint says the same.

const writerSlots = (sight: Sight): readonly Slot[] => {
  const { before, node, planned } = sight;
  const chosen = becomingDurable(sight).flatMap((record) =>
    record.type === "Write" && !isChosen(before, node, record) ? [planned.operation(record)] : [],
  );
  return [...new Set(chosen)].flatMap((op) => (op === undefined ? [] : [[[{ action: "clientWritesNext", args: { op } }]]]));
};

// The replica: copies become durable one by one, and each reply that leaves tells of the newest by then.

const replicaSlots = (sight: Sight): readonly Slot[] => {
  const { before, node, key, planned } = sight;
  const r = planned.replica(node);
  const replies = repliesThatLeave(sight);
  const answersWith = (isTold: (copy: Copy | null) => boolean) =>
    replies
      .filter(({ copy, isAnswer }) => isAnswer && isTold(copy))
      .map(({ op }) => maybe([{ action: "replicaAnswers", args: { op, r } }]));
  const acknowledged = replies.filter(({ isAnswer }) => !isAnswer);

  const durable = durableCopy(before, node, key);
  const slots: Slot[] = answersWith((copy) => !isNewer(copy, durable));
  let newest = durable;
  const copies = becomingDurable(sight).flatMap((record) =>
    record.type === "Copy" && record.key === key ? [record.copy] : [],
  );
  for (const copy of copies) {
    if (!isNewer(copy, newest)) continue;
    newest = copy;
    const late = { action: "replicaStoresLate", args: { r, m: { ...planned.copy(copy), writer: unobserved } } } as const;
    const stores = acknowledged.filter((reply) => reply.copy?.value === copy.value);
    slots.push([[late], ...stores.map(({ op }): Way => [{ action: "replicaStores", args: { op, r } }])]);
    slots.push(...answersWith((told) => told?.value === copy.value));
  }
  return [...slots, ...acknowledged.map(({ op }) => maybe([{ action: "replicaStores", args: { op, r } }]))];
};

/** The records that a sync, or a crash that keeps them, makes durable. */
const becomingDurable = ({ before, after, node }: Sight): readonly StoreRecord[] => {
  const { lsn, pending } = before.nodes[node].disk;
  return pending.slice(0, after.nodes[node].disk.lsn - lsn);
};

interface Leaving {
  readonly isAnswer: boolean;
  readonly op: ReturnType<Planned["writer"]>;
  /** What it tells, or acknowledges. */
  readonly copy: Copy | null;
}

/** Replies to operations of the plan that still wait, those to its own among them. */
const repliesThatLeave = (sight: Sight): readonly Leaving[] => {
  const { before, after, node, step } = sight;
  const { core, disk, held } = before.nodes[node];
  if (step.action === "crash") return [];
  const isFree = ({ after: lsn }: { readonly after: number }) => lsn <= after.nodes[node].disk.lsn;
  const sends = [...held, ...step.effects].flatMap((effect) => (effect.kind === "send" && isFree(effect) ? [effect] : []));
  const own = (core?.loopback ?? []).filter((one) => isFree(one) && one.after > disk.lsn);
  return [...sends, ...own.map(({ message }) => ({ to: node, message }))].flatMap(({ to, message }) =>
    leaving(sight, to, message),
  );
};

const leaving = ({ planned, before, node, isHeard }: Sight, to: NodeId, message: Message): readonly Leaving[] => {
  if (message.type !== "Answer" && message.type !== "Stored") return [];
  const operation = awaited(before, to, message.op);
  const op = operation && planned.operation(operation);
  if (operation === undefined || op === undefined || !isHeard(operation, node, message.type)) return [];
  const isAnswer = message.type === "Answer";
  return [{ isAnswer, op, copy: isAnswer ? message.copy : operation.copy }];
};

// The coordinator: what it has done is seen by how its operations have changed. What it heard from itself at once is not seen.

const coordinatorSlots = (sight: Sight): readonly Slot[] => {
  const { before, after, node, step } = sight;
  if (step.action === "crash") return [];
  const known = [...coordinated(before, node), ...coordinated(after, node)];
  const begun = step.action === "request" ? [step.args] : [];
  const requests = new Map([...known, ...begun].map((one) => [`${one.seq} ${one.session}`, one]));
  return [...requests.values()].flatMap((one) => operationSlots(sight, one));
};

type Asked = Pick<Operation, "session" | "seq" | "command">;

const operationSlots = (sight: Sight, asked: Asked): readonly Slot[] => {
  const { planned, before, after, node } = sight;
  const op = planned.operation(asked);
  const was = coordinated(before, node).find((one) => isSame(one, asked));
  const is = coordinated(after, node).find((one) => isSame(one, asked));
  const isDone = is === undefined && success(before, asked) === undefined && success(after, asked) !== undefined;
  if (op === undefined || (was === is && !isDone)) return [];

  const r = planned.replica(node);
  const slots: Slot[] = [];
  const isChosenBefore = isChosen(before, node, asked);
  if (was === undefined && !isChosenBefore) slots.push([[{ action: askedBefore(sight, asked), args: { op } }]]);
  if (was?.phase !== "storing" && !isChosenBefore) {
    slots.push(maybe([{ action: "replicaAnswers", args: { op, r } }]));
    if (isDone) slots.push([returnWay(planned, op, asked)]);
    else if (is?.phase === "storing" && asked.command.type === "get") slots.push([storeWay(planned, op, is)]);
  } else {
    slots.push(maybe([{ action: "replicaStores", args: { op, r } }]));
    if (isDone) slots.push([[{ action: "clientIsAcknowledged", args: { op } }]]);
  }
  return slots;
};

type Op = NonNullable<ReturnType<Planned["operation"]>>;

/** A client that has asked before has lost what it was answered. */
const askedBefore = ({ before }: Sight, asked: Asked) =>
  before.requests.some((one) => isSame(one, asked)) ? ("clientAsksAgain" as const) : ("clientAsks" as const);

/** Of a reader that stores, those that answered with the copy hold it, and have nothing to do. */
const storeWay = (planned: Planned, op: Op, { stored }: Operation): Way => [
  { action: "clientWritesBack", args: { op } },
  ...stored.map((node) => ({ action: "replicaStores", args: { op, r: planned.replica(node) } }) as const),
];

/** Done without a message to be stored: W replicas hold what a reader returns, as some of their answers say. */
const returnWay = (planned: Planned, op: Op, { command }: Asked): Way => {
  if (command.type === "get" && !planned.writesBack) return [{ action: "clientReturns", args: { op } }];
  const stores = Array.from(
    { length: planned.write },
    () => ({ action: "replicaStores", args: { op, r: unobserved } }) as const,
  );
  const first = command.type === "put" ? "clientWritesNext" : "clientWritesBack";
  return [{ action: first, args: { op } }, ...stores, { action: "clientIsAcknowledged", args: { op } }];
};
