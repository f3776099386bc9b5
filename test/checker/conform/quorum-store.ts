// A quorum register in which requests and answers are messages, where its spec has one step for both: what a client has heard
// is known only when it returns.
import { type ConformSystem, type Instance, type Mapping, unobserved } from "../../../checker/index.ts";
import type { quorumRegister } from "../../../specs/replication/quorum-register.ts";

interface Copy {
  readonly counter: number;
  /** The write that it is from. */
  readonly op: number | undefined;
}
interface Operation {
  readonly phase: "waiting" | "asking" | "storing" | "done";
  readonly heard: readonly number[];
  readonly best: Copy;
}
interface Message {
  readonly type: "Store" | "Stored" | "Query" | "Value";
  readonly op: number;
  readonly r: number;
  readonly copy: Copy;
}
interface State {
  readonly operations: readonly Operation[];
  readonly replicas: readonly Copy[];
  readonly network: readonly Message[];
}
interface Step {
  readonly action: "start" | "deliver";
  readonly args: { readonly op: number; readonly message?: Message };
}

/** Two writes, one after the other, and a read beside them. */
export const constants = { replicas: 3, write: 2, read: 2, late: true, clients: [["write", "write"], ["read"]] } as const;
const WRITES = [0, 1];
const NOTHING: Copy = { counter: 0, op: undefined };
const newer = (one: Copy, other: Copy) => one.counter > other.counter;

/** `enough`: how many answers a client waits for, which must be as many as the spec says. */
export const store = (enough: number): ConformSystem<State, Step> => ({
  initial: () => [
    {
      operations: [0, 1, 2].map(() => ({ phase: "waiting" as const, heard: [], best: NOTHING })),
      replicas: [0, 1, 2].map(() => NOTHING),
      network: [],
    },
  ],
  key: (state) => JSON.stringify({ ...state, network: state.network.map((message) => JSON.stringify(message)).sort() }),
  *successors(state) {
    for (const [op, { phase }] of state.operations.entries()) {
      const first = op !== 1 || state.operations[0].phase === "done";
      if (phase === "waiting" && first) yield { action: "start", args: { op }, state: started(state, op) };
    }
    for (const [i, message] of state.network.entries()) {
      const taken = { ...state, network: state.network.toSpliced(i, 1) };
      yield { action: "deliver", args: { op: message.op, message }, state: received(taken, message, enough) };
    }
  },
});

const started = (state: State, op: number): State => {
  const copy = WRITES.includes(op) ? { counter: op + 1, op } : NOTHING;
  const type = WRITES.includes(op) ? "Store" : "Query";
  const operation = { phase: WRITES.includes(op) ? "storing" : "asking", heard: [], best: copy } as const;
  const sent = [0, 1, 2].map((r): Message => ({ type, op, r, copy }));
  return { ...state, operations: state.operations.with(op, operation), network: [...state.network, ...sent] };
};

const received = (state: State, { type, op, r, copy }: Message, enough: number): State => {
  const send = (answer: Message["type"], with_: Copy) => [...state.network, { type: answer, op, r, copy: with_ }];
  if (type === "Query") return { ...state, network: send("Value", state.replicas[r]) };
  if (type === "Store") {
    const replicas = newer(copy, state.replicas[r]) ? state.replicas.with(r, copy) : state.replicas;
    return { ...state, replicas, network: send("Stored", copy) };
  }
  const operation = state.operations[op];
  if (operation.phase === "done") return state;
  const heard = [...operation.heard, r].sort();
  const best = newer(copy, operation.best) ? copy : operation.best;
  const phase = heard.length >= enough ? "done" : operation.phase;
  return { ...state, operations: state.operations.with(op, { phase, heard: phase === "done" ? [] : heard, best }) };
};

type Register = ReturnType<typeof quorumRegister>;

export const mapping = ({ spec: { state } }: Instance<Register>): Mapping<Register, State, Step> => {
  const operations = state.operation.keys.values;
  const replicas = state.replica.keys.values;
  const clients = (state.history.fields.observed.values.fields.client as unknown as { of: { values: readonly never[] } }).of
    .values;
  const copyOf = ({ counter, op }: Copy) =>
    ({
      type: "Copy",
      counter,
      writer: op === undefined ? null : clients[0],
      value: op === undefined ? null : operations[op],
    }) as const;
  const at = (state: State, op: (typeof operations)[number]) => state.operations[operations.indexOf(op)];
  return {
    view: (s) => ({
      replica: (r) => ({ up: true, copy: copyOf(s.replicas[replicas.indexOf(r)]) }),
      operation: (op) => ({ phase: at(s, op).phase, answered: unobserved, copy: unobserved }),
      messages: unobserved,
      history: {
        observed: (op) => ({
          client: unobserved,
          call: unobserved,
          result: resultOf(operations, operations.indexOf(op), at(s, op)),
          after: unobserved,
        }),
        written: unobserved,
      },
    }),
    actions: {
      start: ({ op }) => ({ action: WRITES.includes(op) ? "clientWrites" : "clientAsks", args: { op: operations[op] } }),
      deliver: ({ message }, before, after) => {
        const { type, op, r, copy } = message as Message;
        const args = { op: operations[op], r: replicas[r] };
        if (type === "Query") return [{ action: "replicaAnswers", args }, "stutter"];
        const late = { action: "replicaStoresLate", args: { r: replicas[r], m: copyOf(copy) } } as const;
        if (type === "Store") return [{ action: "replicaStores", args }, late, "stutter"];
        if (before.operations[op].phase === after.operations[op].phase) return "stutter";
        return { action: type === "Stored" ? "clientIsAcknowledged" : "clientReturns", args: { op: operations[op] } };
      },
    },
  };
};

const resultOf = <Op>(operations: readonly Op[], i: number, { phase, best }: Operation) => {
  if (phase !== "done") return { type: "None" } as const;
  if (WRITES.includes(i)) return { type: "Written" } as const;
  return { type: "Value", value: best.op === undefined ? null : operations[best.op] } as const;
};
