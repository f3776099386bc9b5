// A protocol of one's own, held to a spec: what a lock promises, a server that keeps it, and how the one is seen in the other.
import type { TransitionSystem } from "../../../../checker/index.ts";
import { type Instance, ids, type Mapping, mapOf, oneOf, spec } from "../../../../checker/index.ts";

/** Whoever asked may get the lock, one at a time. */
export const lock = (constants: { clients: number }) => {
  const Client = ids("client", constants.clients);
  return spec({
    name: "lock",
    state: { client: mapOf(Client, oneOf("idle", "waiting", "holding")) },
    init: { client: "idle" },
    actions: {
      ask: {
        params: { c: Client },
        guard: (s, { c }) => s.client[c] === "idle",
        effect: (s, { c }) => {
          s.client[c] = "waiting";
        },
      },
      enter: {
        params: { c: Client },
        guard: { asked: (s, { c }) => s.client[c] === "waiting", free: (s) => Client.every((c) => s.client[c] !== "holding") },
        effect: (s, { c }) => {
          s.client[c] = "holding";
        },
      },
      leave: {
        params: { c: Client },
        guard: (s, { c }) => s.client[c] === "holding",
        effect: (s, { c }) => {
          s.client[c] = "idle";
        },
      },
    },
  });
};

type Message = { readonly type: "Ask" | "Grant" | "Release"; readonly client: number };
interface State {
  readonly clients: readonly ("idle" | "waiting" | "holding")[];
  /** The server's: whom it has granted the lock, and who is next. */
  readonly granted: number | undefined;
  readonly queue: readonly number[];
  readonly network: readonly Message[];
}

/** The implementation: clients and a server that talk over a network which reorders. With the bug it forgets to look. */
export const server = (clients: number, bug = false): TransitionSystem<State, Message> => ({
  initial: () => [{ clients: Array(clients).fill("idle"), granted: undefined, queue: [], network: [] }],
  key: (state) => JSON.stringify({ ...state, network: state.network.map((m) => JSON.stringify(m)).sort() }),
  *successors(state) {
    for (const [client, phase] of state.clients.entries()) {
      const send = (type: Message["type"]) => [...state.network, { type, client }];
      const as = (now: State["clients"][number]) => state.clients.with(client, now);
      const step = (action: string, type: Message["type"], now: State["clients"][number]) => {
        return { action, args: { type, client }, state: { ...state, clients: as(now), network: send(type) } };
      };
      if (phase === "idle") yield step("ask", "Ask", "waiting");
      if (phase === "holding") yield step("leave", "Release", "idle");
    }
    for (const [i, message] of state.network.entries()) {
      yield {
        action: "deliver",
        args: message,
        state: received({ ...state, network: state.network.toSpliced(i, 1) }, message, bug),
      };
    }
  },
});

const received = (state: State, { type, client }: Message, bug: boolean): State => {
  if (type === "Grant") return { ...state, clients: state.clients.with(client, "holding") };
  const queue = type === "Ask" ? [...state.queue, client] : state.queue;
  const granted = type === "Release" ? undefined : state.granted;
  const [next, ...others] = queue;
  if (next === undefined || (granted !== undefined && !bug)) return { ...state, queue, granted };
  return { ...state, queue: others, granted: next, network: [...state.network, { type: "Grant", client: next }] };
};

type Lock = ReturnType<typeof lock>;

/** How the server is seen by the spec: its states, and which of its steps is which action. */
export const mapping = ({ spec: { state } }: Instance<Lock>): Mapping<Lock, State, { action: string; args: Message }> => {
  const { values } = state.client.keys;
  return {
    view: ({ clients }) => ({ client: (c) => clients[values.indexOf(c)] }),
    actions: {
      ask: ({ client }) => ({ action: "ask", args: { c: values[client] } }),
      leave: ({ client }) => ({ action: "leave", args: { c: values[client] } }),
      deliver: ({ type, client }) => (type === "Grant" ? { action: "enter", args: { c: values[client] } } : "stutter"),
    },
  };
};
