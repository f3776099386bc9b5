// What a quorum register is made of: its constants, its state, and the words in which its actions and promises are put.
import { historyOf } from "../histories/history.ts";
import { planOf } from "../histories/plan.ts";
import { register } from "../histories/register.ts";
import {
  boolean,
  ghost,
  type Id,
  ids,
  mapOf,
  oneOf,
  optional,
  type Read,
  record,
  sentMessages,
  setOf,
  variants,
  type Write,
} from "../language/index.ts";
import { versioned } from "./version.ts";

export interface QuorumRegister {
  readonly replicas: number;
  /** W: how many replicas must have stored what is written. */
  readonly write: number;
  /** R: how many replicas must have answered a read. */
  readonly read: number;
  /** What each client does, one operation after the other. */
  readonly clients: readonly (readonly ("read" | "write")[])[];
  /** A writer reads the version first, as it must where there are several. */
  readonly readFirst?: boolean;
  /** A reader stores what it is about to return, as a writer would. */
  readonly writeBack?: boolean;
  /** A reader that has returned sends what it returned to all replicas, and does not wait. */
  readonly readRepair?: boolean;
  /** Copies may arrive after their operation. */
  readonly late?: boolean;
  /** Clients forget what they were answered, and ask again. */
  readonly forgets?: boolean;
  /** Replicas crash and recover. */
  readonly crashes?: boolean;
  /** Any of the replicas may be down for good, and operations complete as long as these are no more than so many. */
  readonly tolerated?: number;
  /** What is asked is answered at last: what is then bound to happen. */
  readonly live?: boolean;
}

export const registerState = (constants: QuorumRegister) => {
  const { Client, Operation, clientOf, kindOf, before } = planOf(constants.clients);
  type Op = Id<"operation">;
  const isWrite = (op: Op) => kindOf(op) === "write";
  const Reads = { of: Operation, from: () => Operation.values.filter((op) => !isWrite(op)) };
  const Writes = { of: Operation, from: () => Operation.values.filter(isWrite) };

  const Replica = ids("replica", constants.replicas);
  /** What is written is the id of the write, so that it can be told which write a read has seen. */
  const Value = optional(Operation);
  const { copy, nothing, isNewer } = versioned(Value, Client, Writes.from().length, null);
  type Copy = typeof nothing;

  /** What the clients see. */
  const observed = historyOf({
    of: Operation,
    by: Client,
    calls: { Write: { value: Value }, Read: {} },
    results: { Written: {}, Value: { value: Value } },
  });

  const state = {
    replica: mapOf(
      Replica,
      record({
        up: boolean,
        /** On disk before it is acknowledged: it outlives a crash. */
        copy: variants(copy),
      }),
    ),
    operation: mapOf(
      Operation,
      record({
        phase: oneOf("waiting", "asking", "storing", "done"),
        /** The replicas that have answered in this phase. */
        answered: setOf(Replica),
        /** The newest copy among the answers, or the one that is being stored. */
        copy: variants(copy),
      }),
    ),
    /** Copies that may arrive at any time. They are never lost, but need never be received. */
    messages: sentMessages(copy),
    history: ghost({
      observed: observed.type,
      /** What each write wrote, with its version. */
      written: mapOf(Operation, variants(copy)),
    }),
  };
  type State = Read<typeof state>;
  type Draft = Write<typeof state>;
  type Condition = (s: Omit<State, "history">, args: { readonly op: Op }) => boolean;

  const isNext: Condition = (s, { op }) =>
    s.operation[op].phase === "waiting" && before(op).every((other) => s.operation[other].phase === "done");
  const isAsking: Condition = (s, { op }) => s.operation[op].phase === "asking";
  const isStoring: Condition = (s, { op }) => s.operation[op].phase === "storing";
  const readQuorum: Condition = (s, { op }) => s.operation[op].answered.size >= constants.read;
  const writeQuorum: Condition = (s, { op }) => s.operation[op].answered.size >= constants.write;

  const invoke = (s: Draft, op: Op): void => {
    observed.invoke(s.history.observed, op, clientOf(op), isWrite(op) ? { type: "Write", value: op } : { type: "Read" });
  };

  /** The client has what it wanted. What it no longer needs it forgets, lest it tell states apart. */
  const respond = (s: Draft, op: Op): void => {
    const { value } = s.operation[op].copy;
    observed.respond(s.history.observed, op, isWrite(op) ? { type: "Written" } : { type: "Value", value });
    s.operation[op].phase = "done";
    s.operation[op].answered.clear();
    s.operation[op].copy = nothing;
  };

  /** The client begins to have a copy stored. */
  const store = (s: Draft, op: Op, copy: Copy): void => {
    s.operation[op].phase = "storing";
    s.operation[op].answered.clear();
    s.operation[op].copy = copy;
    if (constants.late) s.messages.add(copy);
  };

  const storeOwn = (s: Draft, op: Op, counter: number): void => {
    const own: Copy = { type: "Copy", counter, writer: clientOf(op), value: op };
    s.history.written[op] = own;
    store(s, op, own);
  };

  /** Fewer replicas are up than its phase needs. */
  const isStuck = (s: State, op: Op) => {
    const up = constants.replicas - down(s);
    return (isAsking(s, { op }) && up < constants.read) || (isStoring(s, { op }) && up < constants.write);
  };

  const down = (s: State) => Replica.count((r) => !s.replica[r].up);
  const isDone = (s: State, op: Op) => s.operation[op].phase === "done";
  const written = (s: State, value: Op | null) => (value === null ? nothing : s.history.written[value]);
  /** What a read has returned; undefined of what is still to return, and of writes. */
  const returned = (s: State, op: Op) => {
    const { result } = s.history.observed[op];
    return result.type === "Value" ? result.value : undefined;
  };

  return {
    state,
    Replica,
    Operation,
    Reads,
    Writes,
    isWrite,
    earlierWrites: (op: Op) => before(op).filter(isWrite).length,
    nothing,
    isNewer,
    isNext,
    isAsking,
    isStoring,
    readQuorum,
    writeQuorum,
    invoke,
    respond,
    store,
    storeOwn,
    isDone,
    isStuck,
    down,
    written,
    returned,
    neverInvoked: observed.empty,
    operations: (s: State) => observed.operations(s.history.observed),
    object: register<Op | null>(null),
    /** The order of the writes, for those promises that need one. */
    byVersion: (s: State) => ({
      isUpdate: ({ id }: { id: Op }) => isWrite(id),
      precedes: (one: { id: Op }, other: { id: Op }) => isNewer(written(s, other.id), written(s, one.id)),
    }),
  };
};
